"""Everyone can use every page: no violation of WCAG 2.2 AA or RGAA, in light and dark, wide and narrow."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.complaints import Complaints
from tests.web.gallery.pages import GALLERY

Scheme = Literal["light", "dark"]

pytestmark = [pytest.mark.browser, pytest.mark.long]

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
# Only what is looked at comes back: what else axe tells of ninety rules took a third of the time of a look.
RUN = """async rules => {
  const found = await axe.run({runOnly: rules, resultTypes: ["violations"]});
  return {
    passes: found.passes.length,
    violations: found.violations.map(({id, nodes: [{target, failureSummary}]}) => ({id, target, failureSummary})),
  };
}"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4"]
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
EVERYTHING = {"type": "tag", "values": TAGS}
# Light and dark differ in their colours alone, which a narrow screen shares with a wide one.
COLOURS = {"type": "rule", "values": ["color-contrast"]}
LOOKS: tuple[tuple[str, ViewportSize, Scheme, dict[str, Any]], ...] = (
    ("wide, light", WIDE, "light", EVERYTHING),
    ("wide, dark", WIDE, "dark", COLOURS),
    ("narrow, light", NARROW, "light", EVERYTHING),
)


def list_violations(page: Page, rules: dict[str, Any] = EVERYTHING) -> list[str]:
    """Return each violation as the page looks now, with the first element that it concerns."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result: dict[str, Any] = page.evaluate(RUN, rules)
    assert result["passes"], "axe looked at nothing"
    return [f"{one['id']}: {one['target']} {one['failureSummary']}" for one in result["violations"]]


def list_in_every_look(page: Page) -> dict[str, list[str]]:
    """Return the violations by look; one load of a page serves all."""
    found = {}
    for look, size, scheme, rules in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        if violations := list_violations(page, rules):
            found[look] = violations
    return found


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One page for all. axe writes styles in place, which our policy stops: here it is lifted."""
    with chromium.new_context(
        viewport=WIDE, locale="fr-FR", bypass_csp=True, reduced_motion="reduce"
    ) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def strict_page(chromium: Browser) -> Iterator[Page]:
    """One page for all under our policy."""
    with chromium.new_context(viewport=WIDE) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def complaints(strict_page: Page, gallery: str) -> Complaints:
    """What the browser says there. The gallery has no stream to listen to: a page asks for one, and gets a 404.

    What the public wrote in one of the pages asks to sign its reader out.
    """
    return Complaints(strict_page.context, gallery, ("status of 404",), unwanted=("/sign-out",))


class TestGallery:
    @pytest.mark.parametrize("name", GALLERY)
    def test_has_no_barrier(self, page: Page, gallery: str, name: str) -> None:
        page.goto(f"{gallery}/gallery/{name}")
        assert list_in_every_look(page) == {}

    def test_has_no_barrier_with_everything_unfolded(self, page: Page, gallery: str) -> None:
        page.goto(f"{gallery}/gallery/conversation")
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        assert list_in_every_look(page) == {}

    def test_has_no_barrier_in_english(self, page: Page, gallery: str) -> None:
        page.goto(f"{gallery}/gallery/conversation?language=en")
        assert list_in_every_look(page) == {}

    def test_has_no_barrier_in_the_help_on_keys(self, page: Page, gallery: str) -> None:
        page.goto(f"{gallery}/gallery/queue")
        page.locator("h1").press("?")
        page.locator("#keys-help[open]").wait_for()
        assert list_in_every_look(page) == {}


class TestPolicy:
    @pytest.mark.parametrize("name", GALLERY)
    def test_stops_nothing_and_the_page_fits(
        self, strict_page: Page, complaints: Complaints, gallery: str, name: str
    ) -> None:
        """One load serves both widths: no script of ours asks for the width, the style sheets alone do."""
        complaints.found.clear()
        strict_page.set_viewport_size(WIDE)
        strict_page.goto(f"{gallery}/gallery/{name}")
        for size in (WIDE, NARROW):
            strict_page.set_viewport_size(size)
            assert strict_page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert strict_page.evaluate("document.fonts.ready.then(() => document.fonts.check('14px Inter'))")
        assert complaints.found == []
