"""What the public writes stays text, wherever a page shows it."""

from dataclasses import replace

import pytest

from services.contracts.triage import Span
from tests.web.gallery import desk
from tests.web.gallery.frames import LEAVING, NADIA
from tests.web.gallery.markup import check
from web.pages.desk.context import Desk
from web.rendering.filters import keep_web_link
from web.rendering.pages import Pages
from web.rendering.spans import excerpt_text, split_text

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "<div hx-get='/sign-out' hx-trigger='load'>",
    "</title><base href=//evil.example>",
    "{{ 7 * 7 }}{% raw %}",
)


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


def infect(payload: str) -> Desk:
    spans = [Span(label="toxic", start=1, end=9), Span(label="phone", start=4, end=12)]
    row = replace(
        desk.QUEUE.rows[0], author_name=payload, excerpt=excerpt_text(payload, spans), client_name=payload
    )
    bubbles = tuple(
        replace(b, author_name=payload, segments=split_text(payload, spans), url=payload)
        for b in desk.BUBBLES
    )
    draft = replace(desk.COMPOSER.drafts[0], title=payload, text=payload)
    composer = replace(
        desk.COMPOSER, author_name=payload, text=payload, drafts=(draft,), error=payload, key=payload
    )
    author = replace(desk.CONVERSATION.author, name=payload, handle=payload, url=payload)
    talk = replace(
        desk.CONVERSATION,
        bubbles=bubbles,
        composer=composer,
        author=author,
        post=payload,
        post_url=payload,
        account_name=payload,
    )
    return Desk(queue=replace(desk.QUEUE, rows=(row,)), conversation=talk)


class TestHostileText:
    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_adds_no_element_and_no_attribute(self, pages: Pages, payload: str) -> None:
        frame = replace(NADIA, pending=(replace(LEAVING, author_name=payload, detail=payload),))
        hostile = check(pages.page(infect(payload), frame))
        harmless_frame = replace(NADIA, pending=(replace(LEAVING, author_name="x", detail="x"),))
        harmless = check(pages.page(infect("mmmmmmmmmmmmmmmmmmmmmmmm"), harmless_frame))
        assert [name for name, _ in hostile.attributes] == [name for name, _ in harmless.attributes]
        assert hostile.tags == harmless.tags

    def test_a_template_of_theirs_is_not_evaluated(self, pages: Pages) -> None:
        html = pages.page(infect("{{ 7 * 7 }} {% raw %}"), NADIA)
        assert "49 {%" not in html

    def test_their_words_stand_where_htmx_is_dead(self, pages: Pages) -> None:
        html = pages.page(infect("UNIQUE-WORDS"), NADIA)
        assert '<div class="bubble__text" hx-disable dir="auto">' in html
        assert '<p class="row__text" hx-disable dir="auto">' in html


class TestKeepWebLink:
    @pytest.mark.parametrize(
        "address", ["https://reseau.example/1", "http://a.example", " https://a.example "]
    )
    def test_a_web_page_may_be_linked(self, address: str) -> None:
        assert keep_web_link(address) == address.strip()

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "\x01javascript:x",
            "",
            None,
        ],
    )
    def test_nothing_else_may(self, address: str | None) -> None:
        assert keep_web_link(address) is None
