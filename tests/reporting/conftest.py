"""Reporting in this loop, hand-written others around it, and those who read its figures."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import update

from services.contracts.reporting import LIST_COUNTS
from services.reporting.app import create_app
from services.reporting.settings import ReportingSettings
from services.reporting.worker import worker_spec
from services.runtime.context import Runtime
from services.runtime.events.follow import follow
from services.runtime.ids import new_id
from services.runtime.keyring import load_keyring
from tests.house import House, InProcess, bearer, opened, wired
from tests.reporting.others import Others


@dataclass
class Floor:
    """Reporting's runtime, whom it follows, and how to read from it."""

    runtime: Runtime
    others: Others
    http: httpx.AsyncClient
    house: House

    async def follow(self, client: UUID) -> None:
        """Take in the next page of everybody's log."""
        for follower in worker_spec(ReportingSettings()).followers:
            await follow(self.runtime, follower, client)

    async def forget_cursors(self, client: UUID) -> None:
        """Begin again at 0, as a new follower does."""
        async with self.runtime.database.unit([client], actor="test") as unit:
            await unit.session.execute(update(unit.plumbing.cursor).values(seq=0))

    async def counts(self, *clients: UUID, **query: Any) -> httpx.Response:
        """Ask for counts as somebody who sees these clients."""
        token = self.house.token("web", "user:nadia", "reporting", {"reports:read"}, *clients)
        values = {"since": "2026-03-01", "until": "2026-04-01", **query}
        params = {name: str(value) for name, value in values.items()}
        return await self.http.get(LIST_COUNTS.path, params=params, headers=bearer(token))


@pytest.fixture
async def floor(house: House) -> AsyncIterator[Floor]:
    app = create_app(house.settings(ReportingSettings))
    async with opened(app) as (http, runtime):
        others = Others(load_keyring(house.var / "keys", "reporting"))
        carried = wired(runtime, InProcess(runtime.settings, others.apps()))
        app.state.runtime = carried
        async with carried.services:
            yield Floor(carried, others, http, house)


@pytest.fixture
def others(floor: Floor) -> Others:
    return floor.others


@pytest.fixture
def bank() -> UUID:
    """A client."""
    return new_id()


@pytest.fixture
def newspaper() -> UUID:
    """Another client, whose things are nobody else's business."""
    return new_id()
