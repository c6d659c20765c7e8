"""A newspaper and a moderator of each module's own, so that no journey meets another's words."""

from collections.abc import Iterator

import pytest

from tests.journeys.desk import Desk, invite
from tests.journeys.newsroom import Newsroom, found_newsroom
from tests.journeys.palabre import Palabre


@pytest.fixture(scope="module")
def newsroom(palabre: Palabre, request: pytest.FixtureRequest) -> Iterator[Newsroom]:
    """The one that the module calls NEWSROOM."""
    founded = found_newsroom(palabre, request.module.NEWSROOM)
    yield founded
    founded.close()


@pytest.fixture(scope="module")
def nadia(palabre: Palabre, newsroom: Newsroom) -> Iterator[Desk]:
    desk = Desk(palabre)
    assert "À traiter" in desk.come_in(invite(palabre, f"Nadia-{newsroom.slug}", newsroom))
    yield desk
    desk.close()
