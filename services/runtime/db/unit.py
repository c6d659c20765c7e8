"""Units of work: one transaction for a set of clients, committed at its edge. Nobody else commits."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from asyncpg import Record
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from services.contracts.topology import ServiceName
from services.runtime.clock import Clock
from services.runtime.db.direct import Direct
from services.runtime.db.isolation import SETTING
from services.runtime.db.migrations import History, is_current
from services.runtime.db.tables import Plumbing, plumbing_of
from services.runtime.events.log import Happening, append
from services.runtime.telemetry import correlation

KEYS_PER_EVENT = 500


class Announcer(Protocol):
    """Told after a commit what happened; best effort, since the sweeper finds what it lost."""

    async def announce(self, client: UUID, happenings: Sequence[Happening]) -> None: ...


@dataclass(slots=True)
class Unit:
    """One open transaction. Reads may span `clients`; what happened must be of one client."""

    connection: AsyncConnection
    direct: Direct
    plumbing: Plumbing
    clock: Clock
    clients: frozenset[UUID]
    actor: str
    correlation: str
    happenings: dict[UUID, list[Happening]] = field(default_factory=lambda: defaultdict(list))
    appended: dict[UUID, list[Happening]] = field(default_factory=lambda: defaultdict(list))
    _session: AsyncSession | None = None

    @property
    def session(self) -> AsyncSession:
        """SQLAlchemy's side of the transaction, made when it is first asked for."""
        if self._session is None:
            self._session = AsyncSession(self.connection, expire_on_commit=False, autoflush=True)
        return self._session

    async def flush(self) -> None:
        """Write what was added to the session."""
        if self._session is not None:
            await self._session.flush()

    async def end(self, *, is_committed: bool) -> None:
        """Leave the connection to the pool as it was found, or to nobody."""
        if not is_committed:
            try:
                await self.direct.run("rollback")
            except DBAPIError:
                await self.connection.invalidate()
        if self._session is not None:
            await self._session.close()
        await self.connection.close()

    def happened(self, client: UUID, topic: str, keys: Iterable[UUID]) -> None:
        """Note an event; it is appended to the log as the last thing before the commit."""
        self._check(client)
        if happenings := happenings_of(topic, keys):
            self.happenings[client] += happenings

    def told(self, client: UUID, happenings: Sequence[Happening]) -> None:
        """Note events that a statement of this unit has appended itself, to be announced as the others are."""
        self._check(client)
        self.appended[client] += happenings

    def _check(self, client: UUID) -> None:
        if client not in self.clients:
            raise PermissionError("a unit of work cannot speak for a client outside its set")
        touched = self.happenings.keys() | self.appended.keys()
        if touched and client not in touched:
            raise PermissionError("a write touches one client")


def happenings_of(topic: str, keys: Iterable[UUID]) -> list[Happening]:
    """Return one topic's events, since each names so many ids and no more."""
    ids = list(keys)
    return [
        Happening(topic, ids[start : start + KEYS_PER_EVENT]) for start in range(0, len(ids), KEYS_PER_EVENT)
    ]


class Database:
    """Opens units of work of one service as the role that owns nothing."""

    def __init__(self, engine: AsyncEngine, service: ServiceName, clock: Clock, announcer: Announcer) -> None:
        self._engine = engine
        self._clock = clock
        self._announcer = announcer
        self.plumbing = plumbing_of(service)

    @asynccontextmanager
    async def unit(self, clients: Iterable[UUID], *, actor: str) -> AsyncIterator[Unit]:
        """Open a transaction that sees `clients` and nobody else; its events carry the correlation id in force.

        Leaving the block commits and then announces; an exception, also of the commit, rolls back.
        """
        allowed = frozenset(clients)
        connection = await self._engine.connect()
        direct = Direct(connection)
        unit = Unit(connection, direct, self.plumbing, self._clock, allowed, actor, correlation())
        is_committed = False
        try:
            await direct.run(_beginning(allowed))
            yield unit
            await unit.flush()
            for client, happenings in unit.happenings.items():
                await append(unit, client, happenings)
            await _commit(direct)
            is_committed = True
        finally:
            # Also when this task is cancelled again meanwhile: nobody may find the connection half ended. After a
            # commit no end waits for anything, so there is nothing to be cancelled in, nor a task to be made.
            end = unit.end(is_committed=is_committed)
            await (end if is_committed else asyncio.shield(asyncio.ensure_future(end)))
        for announced in (unit.appended, unit.happenings):
            for client, happenings in announced.items():
                await self._announcer.announce(client, happenings)

    async def ask(self, question: str, *values: object) -> Record | None:
        """Return the one row of a question that needs no client's rights, in one round trip.

        It runs outside any unit and sees no client's rows, only what a function of the owner answers.
        """
        async with self._engine.connect() as connection:
            return await Direct(connection).row(question, *values)

    async def is_current(self, history: History) -> bool:
        """Whether the schema stands at the newest migration."""
        async with self._engine.connect() as connection:
            return await is_current(connection, history)

    async def dispose(self) -> None:
        await self._engine.dispose()


def _beginning(clients: frozenset[UUID]) -> str:
    """Begin and say whose rows are seen, in one round trip; ids are all that is put into the text."""
    listed = ",".join(str(UUID(int=client.int)) for client in clients)
    return f"begin; select set_config('{SETTING}', '{listed}', true)"


async def _commit(direct: Direct) -> None:
    """Raises when PostgreSQL rolled back instead, as it does without a word after an error that somebody caught."""
    if await direct.run("commit") != "COMMIT":
        raise RuntimeError("a statement of this unit failed, so nothing of it could be committed")
