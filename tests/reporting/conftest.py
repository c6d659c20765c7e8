"""Reporting in this loop, hand-written others around it, and those who read its figures."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import update

from services.contracts.topology import ServiceName
from services.reporting.app import create_app
from services.reporting.settings import ReportingSettings
from services.reporting.worker import worker_spec
from services.runtime.context import Runtime
from services.runtime.events.follow import follow
from services.runtime.keyring import load_keyring
from services.runtime.tokens import Signer
from tests.house import House, InProcess, bearer, opened, wired, with_known_addresses
from tests.reporting.others import Others
from tests.reporting.world import World

FOLLOWERS = {one.source: one for one in worker_spec(ReportingSettings()).followers}


@dataclass
class Floor:
    """Reporting's runtime, whom it follows, and how to read from it."""

    runtime: Runtime
    others: Others
    http: httpx.AsyncClient
    house: House

    async def take_page(self, source: ServiceName, client: UUID) -> None:
        await follow(self.runtime, FOLLOWERS[source], client)

    async def follow(self, client: UUID) -> None:
        """Take in everybody's log to the end."""
        for source, follower in FOLLOWERS.items():
            log = self.others.world.logs.get((source, client), [])
            for _ in range(len(log) // follower.page + 1):
                await self.take_page(source, client)

    async def forget_cursors(self, client: UUID) -> None:
        """Begin again at 0, as a new follower does."""
        async with self.runtime.database.unit([client], actor="test") as unit:
            await unit.session.execute(update(unit.plumbing.cursor).values(seq=0))

    def staff(self, *clients: UUID) -> dict[str, str]:
        """The header of somebody of the agency who sees these clients."""
        return bearer(self.house.token("web", "user:nadia", "reporting", {"reports:read"}, *clients))

    async def metrics(self, client: UUID, **query: Any) -> httpx.Response:
        """Ask for the figures of March 2026, as somebody of the agency does."""
        params = {"from": "2026-03-01", "to": "2026-04-01", **query}
        headers = self.staff(client)
        return await self.http.get(f"/v1/clients/{client}/metrics", params=params, headers=headers)


@pytest.fixture
async def floor(house: House) -> AsyncIterator[Floor]:
    app = with_known_addresses(create_app(house.settings(ReportingSettings)))
    async with opened(app) as (http, runtime):
        signer = Signer(load_keyring(house.var / "keys", "ingest"))
        others = Others(load_keyring(house.var / "keys", "reporting"), signer, World())
        carried = wired(runtime, InProcess(runtime.settings, others.apps()))
        app.state.runtime = carried
        async with carried.services:
            yield Floor(carried, others, http, house)


@pytest.fixture
def others(floor: Floor) -> Others:
    return floor.others


@pytest.fixture
def world(others: Others) -> World:
    return others.world
