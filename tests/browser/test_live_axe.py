"""Everyone can use the product itself: no barrier on any page nor after a swap, light and dark, wide and narrow."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live import NARROW, WIDE, Chairs
from tests.browser.test_gallery_axe import list_violations
from tests.journeys.desk import Desk, invite
from tests.journeys.newsroom import Newsroom
from tests.journeys.palabre import Palabre
from web.rendering import paths

pytestmark = [pytest.mark.browser, pytest.mark.journey]

PAGES = (
    paths.KNOWLEDGE,
    paths.FIGURES,
    paths.ME,
    paths.ACCOUNTS,
    paths.TEAM,
    paths.SYSTEM,
    f"{paths.QUEUE}?status=closed",
)
# Looks differ by scheme and width; whoever writes in each is somebody else, so that none meets another's doings.
LOOKS = {
    "Gwen": {"color_scheme": "light", "viewport": WIDE},
    "Hélène": {"color_scheme": "dark", "viewport": WIDE},
    "Iris": {"color_scheme": "light", "viewport": NARROW},
    "Joël": {"color_scheme": "dark", "viewport": NARROW},
}


@pytest.fixture(scope="session")
def administrator(palabre: Palabre, nadia: Desk) -> Iterator[Desk]:
    """Inès, who sees every page, of clients of which Nadia has made some use already."""
    desk = Desk(palabre)
    desk.come_in(invite(palabre, "Inès", role="administrator"))
    yield desk
    desk.close()


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


class TestLivePages:
    @pytest.mark.parametrize("author", LOOKS)
    def test_have_no_barrier_at_any_step(
        self, gazette: Newsroom, administrator: Desk, chairs: Chairs, author: str
    ) -> None:
        text = f"{author} : la piscine ouvre à quelle heure ? Appelez le 06 12 34 56 78, bande d’abrutis."
        gazette.newspaper.write(author, text)
        gazette.wait_for(text)
        # axe writes styles in place, which the policy would stop, and measures colours while they still fade in.
        still = {"bypass_csp": True, "reduced_motion": "reduce"}
        with chairs.sit(administrator, **still, **LOOKS[author]) as page:
            seen = Seen(page)
            settings = f"/clients/{gazette.slug}"
            for address in (*PAGES, f"{settings}/settings", f"{settings}/keys", f"{settings}/accounts/new"):
                page.goto(address)
                seen.look(address)
            page.goto(f"{paths.QUEUE}?client={gazette.slug}")
            seen.look("queue")
            walk(page, seen, author)
        assert seen.violations == {}


def walk(page: Page, seen: Seen, author: str) -> None:
    """Through the swaps of the desk, looking after each."""
    page.get_by_role("link", name=author, exact=True).click()
    expect(page.get_by_role("heading", name=author, level=2)).to_be_focused()
    seen.look("conversation")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    seen.look("everything unfolded")
    page.get_by_role("link", name="Mes mots").click()
    expect(page.locator("#answer")).to_have_value("")
    seen.look("another draft")
    page.locator("#answer").fill("Bonjour.")
    page.locator("#composer").get_by_role("button", name="Envoyer").click()
    expect(page.locator(".toast")).to_be_visible()
    seen.look("toast")
    page.get_by_role("button", name="Rappeler").click()
    expect(page.locator(".toast")).to_have_count(0)
    seen.look("recalled")
    bubble = page.locator(".bubble--focal")
    bubble.locator("summary", has_text="Masquer").click()
    bubble.locator(".hide[open]").get_by_label("Motif").select_option("insult")
    bubble.get_by_role("button", name="Masquer sur le réseau").click()
    expect(page.locator(".bubble--hidden")).to_contain_text("masqué par")
    seen.look("hidden")
