"""Fixtures of the browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.complaints import quiet_page
from tests.browser.fixtures import chairs, chromium
from tests.journeys.desk import Desk, invite
from tests.journeys.newsroom import Newsroom, found_newsroom
from tests.journeys.palabre import Palabre
from tests.web.gallery.server import make_gallery, serve
from tests.web.gallery.walk import Walk

__all__ = ["chairs", "chromium"]


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """The address of the gallery, which serves every page with the product's own headers."""
    with serve(make_gallery()) as address:
        yield address


@pytest.fixture
def walk() -> Walk:
    """A desk that answers from invented content; a file that wants another one says so by this name."""
    return Walk()


@pytest.fixture
def address(walk: Walk) -> Iterator[str]:
    with serve(walk.make_app()) as address:
        yield address


# The address comes first, so that a page and its live stream are closed before the server is.
@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with quiet_page(chromium, address) as page:
        yield page


@pytest.fixture(scope="session")
def gazette(palabre: Palabre) -> Iterator[Newsroom]:
    """A newspaper that the live browser tests share; each writes words of its own below the article."""
    founded = found_newsroom(palabre, "La Gazette de Montrelais")
    founded.set_undo_seconds(600)
    yield founded
    founded.close()


@pytest.fixture(scope="session")
def nadia(palabre: Palabre, gazette: Newsroom) -> Iterator[Desk]:
    """A moderator who has come in, and wrote what drafts may quote."""
    desk = Desk(palabre)
    desk.come_in(invite(palabre, "Nadia", gazette))
    body = "La piscine des Lavandières ouvre le dimanche de 9 h à 13 h. Le dernier bain sort à 12 h 30."
    desk.keep_article(gazette, "Horaires de la piscine le dimanche", body)
    yield desk
    desk.close()
