"""Takes the pictures of the docs from the running demo: `make pictures` writes docs/pictures/*.png."""

import tempfile
from pathlib import Path

from tests.browser.chromium import start_chromium
from tests.infra.demo.running import TOKEN
from tests.installation import Installation, free_port_base
from tests.journeys.palabre import Palabre
from tests.pictures.album import Album

# The month is played in about half a minute on two quiet cores.
PATIENCE_SECONDS = 600


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Installation(
            Path(folder) / "var", free_port_base(), PALABRE_DEMO="1", PALABRE_DEMO_TOKEN=TOKEN
        ) as demo,
        start_chromium() as browser,
    ):
        demo.wait_for("Palabre is ready")
        demo.wait_for("The demo's month has been played", seconds=PATIENCE_SECONDS)
        palabre = Palabre(demo)
        link = palabre.shell(
            "user",
            "invite",
            "claire@grand-preau.example",
            "--name",
            "Claire Duval",
            "--role",
            "administrator",
        )
        Album(browser, palabre.url("web"), palabre.site_url).fill(link["url"])


if __name__ == "__main__":
    main()
