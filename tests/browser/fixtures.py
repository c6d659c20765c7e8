"""A browser and the chairs in front of it, for every test that drives one; who asks for them imports them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import start_chromium
from tests.browser.live import Chairs
from tests.journeys.palabre import Palabre


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Only for a module: Playwright holds the thread's event loop, which other modules' tests run in."""
    with start_chromium() as browser:
        yield browser


@pytest.fixture
def chairs(
    chromium: Browser,
    palabre: Palabre,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Chairs:
    """Where people sit down in front of the product."""
    pictures = tmp_path_factory.getbasetemp() / "pictures"
    return Chairs(chromium, palabre.url("web"), pictures / request.node.name)
