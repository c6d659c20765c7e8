"""Somebody in front of the running product, with every complaint of the browser written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from tests.browser.complaints import Complaints
from tests.journeys.desk import PASSWORD, Desk

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
# The machine of a test run does other things as well.
PATIENCE_MILLISECONDS = 15_000

expect.set_options(timeout=PATIENCE_MILLISECONDS)


@dataclass
class Chairs:
    """Contexts of one browser, each somebody's own."""

    chromium: Browser
    address: str
    pictures: Path

    @contextmanager
    def sit(self, desk: Desk | None = None, **options: Any) -> Iterator[Page]:
        """A page, signed in as whoever sits at `desk`. What the browser complains of fails the test.

        Of what failed a picture and the page's HTML stay, and the failure says where.
        """
        wanted = {"viewport": WIDE, "locale": "fr-FR", "base_url": self.address, **options}
        with self.chromium.new_context(**wanted) as context:
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            for name, value in (desk.cookies() if desk else {}).items():
                context.add_cookies([{"name": name, "value": value, "url": self.address}])
            complaints = Complaints(context, self.address)
            page = context.new_page()
            try:
                yield page
                assert complaints.found == [], complaints.found
            except BaseException as failure:
                failure.add_note(f"The browser complained of {complaints.found}; {self._keep(page)}")
                raise

    def _keep(self, page: Page) -> str:
        """Write down what the page shows now, and say where; a page that is gone must not hide why it failed."""
        place = self.pictures
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.with_name(f"{place.name}.html").write_text(page.content())
            page.screenshot(path=place.with_name(f"{place.name}.png"), full_page=True)
        except PlaywrightError as error:
            return f"nothing could be kept of {page.url}: {error.message}"
        return f"{page.url} is kept as {place}.html and .png"


def stop_clock(page: Page) -> None:
    """The page's time stands still from now on, until a test lets some pass: a machine may take long to look at it."""
    page.clock.install(time=0)
    page.clock.pause_at(1_000)


def come_in(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    expect(page).to_have_url("/queue")
    # Whoever clicks before the scripts are there is led on by a plain load, and the focus with them.
    page.wait_for_load_state()
