"""Which pictures the docs show: of what, how wide, and in which light."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, ViewportSize

from tests.journeys.desk import PASSWORD

# Enough for the soft edges of letters; a third of the bytes of all colours.
COLOURS = 256
FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
DESK: ViewportSize = {"width": 1200, "height": 740}
PHONE: ViewportSize = {"width": 390, "height": 720}
# A sheet of A4 between its margins, at 96 pixels an inch.
SHEET: ViewportSize = {"width": 688, "height": 1016}
NEWSPAPER = "gazette"
# Whose question the newspaper's own articles answer.
ASKING = "Claire et Louis"
ARTICLE = "/sites/gazette/articles/pont-des-lavandieres"


@dataclass(frozen=True)
class Album:
    """`address` is the workplace, `site` the demo's public site."""

    browser: Browser
    address: str
    site: str
    folder: Path = FOLDER

    def fill(self, invitation: str) -> None:
        """Take every picture, signed in by `invitation`."""
        self.folder.mkdir(exist_ok=True)
        seat = self._come_in(invitation)
        with self._page(DESK, seat) as page:
            self._desk(page, "desk")
            page.locator("#answer").fill("")
            page.keyboard.press("Control+;")
            page.locator(".picker__option").first.wait_for()
            self._keep(page, "saved-replies")
            page.goto(f"/figures?client={NEWSPAPER}")
            self._keep(page, "figures")
            report = page.locator("#reports tbody a").first.get_attribute("href") or ""
            page.goto("/accounts")
            page.get_by_role("link", name="commentaires des articles").click()
            self._keep(page, "account")
        with self._page(DESK, seat, "dark") as page:
            self._desk(page, "desk-dark")
        with self._page(PHONE, seat) as page:
            page.goto("/queue")
            self._keep(page, "phone-queue")
            self._open(page)
            self._keep(page, "phone-conversation")
        with self._page(SHEET, seat) as page:
            page.emulate_media(media="print")
            page.goto(report)
            self._keep(page, "report")
        with self._page(DESK) as page:
            page.goto(f"{self.site}{ARTICLE}")
            page.locator("#commentaires").evaluate("part => part.scrollIntoView()")
            self._keep(page, "site")

    def _come_in(self, invitation: str) -> StorageState:
        with self._page(DESK) as page:
            page.goto(invitation)
            page.get_by_label("Mot de passe").fill(PASSWORD)
            page.get_by_role("button", name="Entrer").click()
            page.wait_for_url("/queue")
            return page.context.storage_state()

    @contextmanager
    def _page(
        self,
        size: ViewportSize,
        seat: StorageState | None = None,
        light: Literal["light", "dark"] = "light",
    ) -> Iterator[Page]:
        options: dict[str, Any] = {
            "base_url": self.address,
            "viewport": size,
            "storage_state": seat,
            "color_scheme": light,
            "locale": "fr-FR",
            "timezone_id": "Europe/Paris",
            "reduced_motion": "reduce",
        }
        with self.browser.new_context(**options) as context:
            yield context.new_page()

    def _desk(self, page: Page, name: str) -> None:
        page.goto(f"/queue?client={NEWSPAPER}")
        self._open(page)
        self._keep(page, name)

    @staticmethod
    def _open(page: Page) -> None:
        page.get_by_role("link", name=ASKING, exact=True).click()
        page.locator("#answer").wait_for()

    def _keep(self, page: Page, name: str) -> None:
        page.mouse.move(0, 0)
        shot = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        shot.quantize(COLOURS, dither=Image.Dither.NONE).save(self.folder / f"{name}.png", optimize=True)
