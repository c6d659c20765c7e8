"""Takes the pictures of the docs from the running product: `make pictures` writes docs/pictures/*.png."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.chromium import start_chromium
from tests.infra.demo.running import TOKEN
from tests.journeys.desk import PASSWORD
from tests.journeys.palabre import Palabre, running_palabre
from tests.pictures.content import CLIENTS, fill

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
OPENED = "Maryvonne"
SIZES = {"desk": (1260, 760), "phone": (390, 720)}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_palabre(Path(folder) / "var") as palabre,
        start_chromium() as browser,
    ):
        fill(palabre, TOKEN)
        clients = [part for slug in CLIENTS for part in ("--client", slug)]
        link = palabre.shell("user", "invite", "nadia@agence.example", "--name", "Nadia B.", *clients)["url"]
        take(browser, palabre, link)


def take(browser: Browser, palabre: Palabre, link: str) -> None:
    page = browser.new_page(locale="fr-FR", timezone_id="Europe/Paris", base_url=palabre.url("web"))
    page.goto(link)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("/queue")
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/queue?client=gazette-montrelais" if name == "desk" else "/queue")
        if name == "desk":
            open_conversation(page)
        page.screenshot(path=FOLDER / f"{name}.png")


def open_conversation(page: Page) -> None:
    """The one whose draft quotes the client's knowledge."""
    page.get_by_role("link", name=OPENED, exact=True).click()
    page.locator(".draft[aria-current]").first.wait_for()
    page.mouse.move(0, 0)


if __name__ == "__main__":
    main()
