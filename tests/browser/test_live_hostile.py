"""What the public writes stays text: no dialog, no request elsewhere, no breach of the policy, nothing that acts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live import NARROW, Chairs
from tests.journeys.desk import Desk
from tests.journeys.newsroom import Newsroom, until
from tests.web.gallery.hostile import PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.journey]

ZALGO = "z" + "\u0300\u0323\u0336\u035b" * 60
HOSTILE = {
    **{f"payload {number}": payload for number, payload in enumerate(PAYLOADS)},
    "script elsewhere": '<script src="https://evil.example/x.js"></script>',
    "style": "<style>*{display:none}</style><link rel=stylesheet href=https://evil.example/x.css>",
    "frame": '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "form": '<form action="https://evil.example"><button autofocus onfocus=alert(1)>Rappeler</button></form>',
    "htmx": '<a hx-post="/sign-out" hx-trigger="revealed, load" data-hx-on:load="alert(1)">x</a>',
    "javascript": "javascript:alert(document.cookie)",
    "override": "\u202egnp.exe\u202c \u2066\u2067\u2068 fin",
    "zalgo": f"{ZALGO} fin",
    "one word": "m" * 3_000,
    "long": "un message sans fin, " * 2_380,
    "template": "{{ config }} {% include 'x' %} ${7*7} #{7*7} <%= 7*7 %>",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &#x3C;img src=x onerror=alert(1)&#x3E;",
}
# The site is no place for these: a scheduler pushes them.
CREATED_AT = datetime(2026, 1, 1, tzinfo=UTC).isoformat()


def make_item(name: str, text: str) -> dict[str, Any]:
    """The payload in every place where the public may write."""
    author = {"id": name, "name": text[:500], "handle": text[:500], "url": f"javascript:alert('{name}')"}
    return {
        "account": "site",
        "id": f"hostile {name}",
        "kind": "comment",
        "text": text,
        "author": author,
        "created_at": CREATED_AT,
        "post": f"{name} {text}"[:500],
        "url": f"javascript:alert('{name}')",
    }


def what_acts(page: Page) -> list[str]:
    """Elements and addresses that only a payload would bring."""
    found: list[str] = page.evaluate(
        """() => [
            ...document.querySelectorAll("iframe, object, embed, base, img, style, body script, [onerror], [onload]"),
            ...[...document.querySelectorAll("a[href]")].filter((link) => !/^https?:$/.test(link.protocol)),
            ...document.querySelectorAll("[hx-disable] [hx-get], [hx-disable] [hx-post], [hx-disable] a, "
                + "[hx-disable] form"),
        ].map((element) => element.outerHTML)"""
    )
    return found


@pytest.fixture(scope="module")
def conversations(gazette: Newsroom) -> dict[str, str]:
    """By payload the conversation in which it stands."""
    answer = gazette.push([make_item(name, text) for name, text in HOSTILE.items()]).json()
    assert [item["status"] for item in answer["items"]] == ["created"] * len(HOSTILE)
    names = {item["item_id"]: name for item, name in zip(answer["items"], HOSTILE, strict=True)}

    def found() -> dict[str, str]:
        entries = [entry for entry in gazette.queue() if entry["item_id"] in names]
        return {names[entry["item_id"]]: entry["id"] for entry in entries}

    until(lambda: len(found()) == len(HOSTILE), "not every payload reached the queue")
    return found()


class TestHostileText:
    def test_stays_text_in_the_list_and_in_each_conversation(
        self, gazette: Newsroom, nadia: Desk, chairs: Chairs, conversations: dict[str, str]
    ) -> None:
        with chairs.sit(nadia, viewport=NARROW) as page:
            page.goto("/queue")
            expect(page.locator(".row").first).to_be_visible()
            assert what_acts(page) == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            for name, conversation in conversations.items():
                page.goto(f"/conversations/{conversation}")
                shown = page.locator(".bubble__text").text_content() or ""
                assert shown.strip() == HOSTILE[name].strip()
                page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
                assert what_acts(page) == []
                assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name

    def test_stays_text_when_it_comes_by_a_swap(
        self, gazette: Newsroom, nadia: Desk, chairs: Chairs, conversations: dict[str, str]
    ) -> None:
        with chairs.sit(nadia) as page:
            page.goto("/queue")
            for name in ("payload 3", "htmx", "form"):
                page.locator(f'.row__link[href="/conversations/{conversations[name]}"]').click()
                expect(page.locator(f'[data-conversation="{conversations[name]}"]')).to_be_visible()
                assert what_acts(page) == []
            expect(page).to_have_url(f"/conversations/{conversations['form']}")
