"""Reply in this loop, a hand-written ingest beside it, and the people who use it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from services.contracts.operation import Operation
from services.reply.app import create_app
from services.reply.settings import ReplySettings
from services.reply.worker import worker_spec
from services.runtime.client import fill
from services.runtime.context import Runtime
from services.runtime.events.follow import follow
from services.runtime.keyring import load_keyring
from services.runtime.queue import TimerJob
from services.runtime.worker import handle_timer
from tests.house import House, InProcess, bearer, opened, wired, with_known_addresses
from tests.reply.ingest import FakeIngest

STAFF = ("knowledge:read", "knowledge:write", "replies:read", "replies:write")


@dataclass
class Person:
    """Somebody of the agency who sees some clients, speaking HTTP with reply through web."""

    name: str
    clients: tuple[UUID, ...]
    house: House
    http: httpx.AsyncClient

    async def ask(
        self, operation: Operation[Any], body: Any = None, *, key: str | None = None, **path: Any
    ) -> httpx.Response:
        """Call an operation; names that its path does not know go into the query."""
        token = self.house.token("web", f"user:{self.name}", "reply", STAFF, *self.clients)
        in_path = {name: value for name, value in path.items() if f"{{{name}}}" in operation.path}
        query = {name: str(value) for name, value in path.items() if name not in in_path}
        headers = bearer(token) | ({"idempotency-key": key} if key else {})
        return await self.http.request(
            operation.method, fill(operation.path, in_path), params=query, json=body, headers=headers
        )


@dataclass
class Agency:
    """Reply's runtime and worker, and the ingest that it speaks with."""

    runtime: Runtime
    ingest: FakeIngest
    moved: timedelta = field(default_factory=timedelta)

    def wait(self, seconds: float) -> None:
        """Let time pass, for reply's clock."""
        self.moved += timedelta(seconds=seconds)
        self.runtime.clock.move(self.moved)

    def wait_until(self, moment: str, seconds: float = 0) -> None:
        """Put reply's clock at a moment that it told, or so many seconds from it."""
        self.moved = datetime.fromisoformat(moment) - datetime.now(UTC)
        self.wait(seconds)

    async def ring(self, client: UUID, rounds: int = 4) -> None:
        """Ring the client's due timers, and what becomes due by that, as the worker does."""
        timers = worker_spec(ReplySettings()).timers
        for _ in range(rounds):
            for timer in await self.due(client):
                await handle_timer(self.runtime, timers, timer)

    async def due(self, client: UUID) -> list[TimerJob]:
        due = await self.runtime.watch.due(self.runtime.clock.now(), limit=10_000)
        return [
            TimerJob(client=client, kind=timer.kind, key=timer.key)
            for timer in due
            if timer.client_id == client
        ]

    async def topics(self, client: UUID) -> list[str]:
        """What reply's own log says of a client, in order."""
        async with self.runtime.database.unit([client], actor="test") as unit:
            event = unit.plumbing.event
            rows = await unit.session.execute(select(event.c.topic).order_by(event.c.seq))
            return list(rows.scalars())

    async def follow(self, client: UUID) -> None:
        """Take in the next page of ingest's log."""
        for follower in worker_spec(ReplySettings()).followers:
            await follow(self.runtime, follower, client)


@pytest.fixture
async def agency(house: House) -> AsyncIterator[tuple[Agency, httpx.AsyncClient]]:
    app = with_known_addresses(create_app(house.settings(ReplySettings)))
    async with opened(app) as (http, runtime):
        ingest = FakeIngest(load_keyring(house.var / "keys", "reply"))
        carried = wired(runtime, InProcess(runtime.settings, {"ingest": ingest.app()}))
        app.state.runtime = carried
        async with carried.services:
            yield Agency(carried, ingest), http


@pytest.fixture
def floor(agency: tuple[Agency, httpx.AsyncClient]) -> Agency:
    return agency[0]


@pytest.fixture
def ingest(floor: Agency) -> FakeIngest:
    return floor.ingest


@pytest.fixture
def nadia(house: House, agency: tuple[Agency, httpx.AsyncClient], bank: UUID) -> Person:
    """Moderates for the bank."""
    return Person("nadia", (bank,), house, agency[1])


@pytest.fixture
def theo(house: House, agency: tuple[Agency, httpx.AsyncClient], bank: UUID, newspaper: UUID) -> Person:
    """Works for both clients."""
    return Person("theo", (bank, newspaper), house, agency[1])


@pytest.fixture
def outsider(house: House, agency: tuple[Agency, httpx.AsyncClient], newspaper: UUID) -> Person:
    """Works for the newspaper alone."""
    return Person("outsider", (newspaper,), house, agency[1])
