"""Everyone can use the product itself: no barrier on any page, in any form that comes back, nor after a swap."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live import NARROW, WIDE, Chairs
from tests.browser.test_gallery_axe import list_violations
from tests.journeys.desk import Desk, invite
from tests.journeys.newsroom import Newsroom
from tests.journeys.palabre import Palabre
from tests.web.routes.enumeration import page_routes
from web.app import create_app
from web.settings import WebSettings

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.long]

# Every page by its route, and where the link to one stands if that cannot be written down.
PAGES = {
    "/queue": "/queue?client={client}",
    "/knowledge": "/knowledge?client={client}",
    "/saved-replies": "/saved-replies?client={client}",
    "/voice": "/voice?client={client}",
    "/figures": "/figures?client={client}",
    "/clients/{client}/reports/{report}": "/figures?client={client}",
    "/accounts": "/accounts",
    "/accounts/{account}": "/accounts",
    "/clients/{client}/accounts/new": "/clients/{client}/accounts/new?network=wordpress",
    "/clients/new": "/clients/new",
    "/clients/{client}/settings": "/clients/{client}/settings",
    "/clients/{client}/keys": "/clients/{client}/keys",
    "/clients/{client}/charter": "/clients/{client}/charter",
    "/clients/{client}/replay": "/clients/{client}/replay",
    "/clients/{client}/replay/{replay}": "/clients/{client}/replay",
    "/clients/{client}/automation": "/clients/{client}/automation",
    "/clients/{client}/learning": "/clients/{client}/learning",
    "/clients/{client}/opinion": "/clients/{client}/opinion",
    "/model": "/model",
    "/team": "/team",
    "/team/{member}": "/team",
    "/system": "/system",
    "/me": "/me",
}
OF_STRANGERS = {"/sign-in", "/invitations/{token}"}
WALKED_THROUGH = {"/conversations/{conversation}"}
# The desk's swaps bring these, and what only sends people or events elsewhere shows nothing.
PARTS = {
    "/",
    "/live",
    "/preparation",
    "/automation/stopped",
    "/views",
    "/queue/arrivals",
    "/queue/total",
    "/replies/pending",
    "/conversations/{conversation}/author",
    "/conversations/{conversation}/composer",
    "/conversations/{conversation}/row",
    "/conversations/{conversation}/saved-replies",
    "/conversations/{conversation}/thread",
}
# By page the form that comes back with errors when it is sent as below.
REFUSED = {
    "/clients/new": "/clients/new",
    "/knowledge": "/clients/{client}/articles",
    "/saved-replies": "/clients/{client}/saved-replies",
    "/voice": "/clients/{client}/voice",
    "/clients/{client}/accounts/new": "/clients/{client}/accounts/new?network=wordpress",
    "/clients/{client}/settings": "/clients/{client}/settings",
    "/clients/{client}/keys": "/clients/{client}/keys",
    "/clients/{client}/replay": "/clients/{client}/replay",
    "/team": "/team",
    "/me": "/me/password",
}
SENT_EMPTY = """form => {
    form.noValidate = true;
    form.querySelectorAll("input:not([type=hidden]), textarea").forEach((field) => {
        if (field.inputMode === "numeric") field.value = "x"; else if (field.type !== "radio") field.value = "";
    });
    form.requestSubmit();
}"""
# Whoever writes in each is somebody else, so that none meets another's doings. The gallery has the other two looks.
LOOKS: dict[str, dict[str, Any]] = {
    "Gwen": {"color_scheme": "light", "viewport": WIDE},
    "Joël": {"color_scheme": "dark", "viewport": NARROW},
}
# axe writes styles in place, which the policy would stop, and measures colours while they still fade in.
STILL: dict[str, Any] = {"bypass_csp": True, "reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def administrator(palabre: Palabre, nadia: Desk) -> Iterator[Desk]:
    """Inès, who sees every page, of clients of which Nadia has made some use already."""
    desk = Desk(palabre)
    desk.come_in(invite(palabre, "Inès", role="administrator"))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def addresses(gazette: Newsroom, administrator: Desk) -> Mapping[str, str]:
    """By route where each page stands; one report is frozen, and one replay asked for."""
    administrator.send(f"/figures?client={gazette.slug}", f"/clients/{gazette.slug}/reports")
    replays = f"/clients/{gazette.slug}/replay"
    administrator.send(replays, replays)
    found = {}
    for route, place in PAGES.items():
        address = place.format(client=gazette.slug)
        wanted = route.replace("{client}", gazette.slug)
        if "{" in wanted:
            link = re.search(
                re.sub(r"\{\w+\}", "[0-9a-f-]{36}", f'href="({wanted})"'), administrator.open(address)
            )
            assert link, f"{address} links to no {wanted}"
            address = link[1]
        found[route] = address
    return found


@pytest.fixture(scope="module")
def invitation(palabre: Palabre, gazette: Newsroom) -> str:
    return invite(palabre, "Kevan", gazette)


class Seen:
    """What axe found, by where somebody stood in the walk."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.violations: dict[str, list[str]] = {}

    def look(self, where: str) -> None:
        found = list_violations(self.page)
        if self.page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            found.append("the page is wider than the window")
        if found:
            self.violations[where] = found


class TestEveryPage:
    def test_is_visited_here(self) -> None:
        there_are = {route for method, route in page_routes(create_app(WebSettings())) if method == "GET"}
        assert there_are == {*PAGES, *OF_STRANGERS, *WALKED_THROUGH, *PARTS}


class TestLivePages:
    @pytest.mark.parametrize("look", LOOKS)
    def test_have_no_barrier(
        self, administrator: Desk, addresses: Mapping[str, str], chairs: Chairs, look: str
    ) -> None:
        with chairs.sit(administrator, **STILL, **LOOKS[look]) as page:
            seen = Seen(page)
            for route, address in addresses.items():
                page.goto(address)
                seen.look(route)
        assert seen.violations == {}

    @pytest.mark.parametrize("look", LOOKS)
    def test_have_no_barrier_for_strangers(self, invitation: str, chairs: Chairs, look: str) -> None:
        with chairs.sit(**STILL, **LOOKS[look]) as page:
            seen = Seen(page)
            for address in ("/sign-in", invitation):
                page.goto(address)
                seen.look(address)
        assert seen.violations == {}

    @pytest.mark.parametrize("look", LOOKS)
    def test_have_no_barrier_when_a_form_comes_back(
        self, gazette: Newsroom, administrator: Desk, addresses: Mapping[str, str], chairs: Chairs, look: str
    ) -> None:
        with chairs.sit(administrator, **STILL, **LOOKS[look]) as page:
            seen = Seen(page)
            for route, action in REFUSED.items():
                page.goto(addresses[route])
                page.locator(f'form[action="{action.format(client=gazette.slug)}"]').evaluate(SENT_EMPTY)
                expect(page.locator(".error").first).to_be_visible()
                seen.look(action)
        assert seen.violations == {}


class TestDesk:
    @pytest.mark.parametrize("author", LOOKS)
    def test_has_no_barrier_at_any_step(
        self, gazette: Newsroom, administrator: Desk, chairs: Chairs, author: str
    ) -> None:
        text = f"{author} : la piscine ouvre à quelle heure ? Appelez le 06 12 34 56 78, bande d’abrutis."
        gazette.newspaper.write(author, text)
        gazette.wait_for(text)
        with chairs.sit(administrator, **STILL, **LOOKS[author]) as page:
            seen = Seen(page)
            page.goto(f"/queue?client={gazette.slug}")
            walk(page, seen, author)
            page.goto("/queue?status=closed")
            seen.look("closed")
        assert seen.violations == {}


def walk(page: Page, seen: Seen, author: str) -> None:
    """Through the swaps of the desk, looking after each."""
    page.get_by_role("link", name=author, exact=True).click()
    expect(page.get_by_role("heading", name=author, level=2)).to_be_focused()
    seen.look("conversation")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    seen.look("everything unfolded")
    page.locator("#answer").focus()
    page.keyboard.press("Control+;")
    expect(page.locator("#picker-search")).to_be_focused()
    seen.look("picker")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Mes mots").click()
    expect(page.locator("#answer")).to_have_value("")
    seen.look("another draft")
    page.locator("#answer-form").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    expect(page.locator("#answer-error")).to_be_focused()
    seen.look("refused answer")
    page.locator("#answer").fill("Bonjour.")
    page.locator("#composer").get_by_role("button", name="Envoyer").click()
    expect(page.locator(".toast", has_text=author)).to_be_visible()
    seen.look("toast")
    page.locator(".toast", has_text=author).get_by_role("button", name="Rappeler").click()
    expect(page.locator(".toast", has_text=author)).to_have_count(0)
    seen.look("recalled")
    moderate(page, seen)


def moderate(page: Page, seen: Seen) -> None:
    bubble = page.locator(".bubble--focal")
    hide = bubble.locator("form.decision", has=page.locator('input[value="hide"]'))
    # Whoever fills the form in has it open, and then no news of the thread replaces it meanwhile.
    hide.evaluate("form => { form.closest('.hide').open = true; }")
    expect(page.locator("#thread.htmx-request")).to_have_count(0)
    hide.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    expect(bubble.locator(".decision .error")).to_be_focused()
    seen.look("refused decision")
    bubble.locator(".hide[open]").get_by_label("Motif").select_option("insult")
    bubble.get_by_role("button", name="Masquer sur le réseau").click()
    expect(page.locator(".bubble--hidden")).to_contain_text("masqué par")
    seen.look("hidden")
