"""Servers by others, each started by the first test that asks for it."""

from collections.abc import AsyncIterator, Iterator
from itertools import count

import pytest

from services.ingest.networks.adapter import AccountAccess
from services.ingest.networks.wordpress import WordPressAdapter
from services.runtime.http import AllowedPlaces, OutgoingHTTP
from tests.infra.demo.running import TLS
from tests.installation import Installation, free_port_base
from tests.journeys.desk import Desk, invite
from tests.journeys.newsroom import ClientOfAgency
from tests.journeys.palabre import Palabre
from tests.real.press import found_press
from tests.real.wordpress.programs import require_wordpress
from tests.real.wordpress.site import Article, Site

numbers = count(1)
OPENING = "La piscine des Lavandières ouvre le dimanche de 9 h à 13 h. Le dernier bain sort à 12 h 30."


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    require_wordpress()
    from tests.real.wordpress.server import running_wordpress

    with running_wordpress() as started:
        yield started


@pytest.fixture(scope="session")
def palabre(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Palabre]:
    """All processes, which may reach the site although it stands on this machine."""
    var, place = tmp_path_factory.mktemp("palabre") / "var", site.server.removeprefix("http://")
    with Installation(var, free_port_base(), PALABRE_ALLOWED_PRIVATE=place) as started:
        started.wait_for("Palabre is ready")
        yield Palabre(started)


@pytest.fixture(scope="module")
def courrier(palabre: Palabre, site: Site, request: pytest.FixtureRequest) -> Iterator[ClientOfAgency]:
    """A client of this module's own, which finds the site empty."""
    site.clear()
    slug = request.module.__name__.rpartition(".")[2].replace("_", "-")
    founded = found_press(palabre, slug, "Le Courrier des dunes", site)
    founded.set_undo_seconds(600)
    yield founded
    founded.close()


@pytest.fixture(scope="module")
def nadia(palabre: Palabre, courrier: ClientOfAgency) -> Iterator[Desk]:
    """A moderator who has come in, and wrote what drafts may quote."""
    desk = Desk(palabre)
    desk.come_in(invite(palabre, f"Nadia-{courrier.slug}", courrier))
    desk.keep_article(courrier, "Horaires de la piscine le dimanche", OPENING)
    yield desk
    desk.close()


@pytest.fixture
def article(site: Site) -> Article:
    """A post of this test's own on a site without comments."""
    site.clear()
    return site.publish(f"Le pont des Lavandières fermera {next(numbers)} semaines")


@pytest.fixture
async def adapter() -> AsyncIterator[WordPressAdapter]:
    async with OutgoingHTTP(allowed=AllowedPlaces.parse("127.0.0.1"), tls=TLS) as http:
        yield WordPressAdapter(http)


@pytest.fixture
def account(site: Site) -> AccountAccess:
    return AccountAccess(site.url, site.people["palabre"].credentials)
