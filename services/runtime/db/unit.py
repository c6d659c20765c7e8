"""Units of work: one transaction for a set of clients, committed at its edge. Nobody else commits."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from services.contracts.topology import ServiceName
from services.runtime.clock import Clock
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

    session: AsyncSession
    plumbing: Plumbing
    clock: Clock
    clients: frozenset[UUID]
    actor: str
    correlation: str
    happenings: dict[UUID, list[Happening]] = field(default_factory=lambda: defaultdict(list))

    def happened(self, client: UUID, topic: str, keys: Iterable[UUID]) -> None:
        """Note an event; it is appended to the log as the last thing before the commit."""
        if client not in self.clients:
            raise PermissionError("a unit of work cannot speak for a client outside its set")
        if self.happenings and client not in self.happenings:
            raise PermissionError("a write touches one client")
        ids = list(keys)
        for start in range(0, len(ids), KEYS_PER_EVENT):
            self.happenings[client].append(Happening(topic, ids[start : start + KEYS_PER_EVENT]))


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
        async with AsyncSession(self._engine, expire_on_commit=False, autoflush=True) as session:
            unit = Unit(session, self.plumbing, self._clock, allowed, actor, correlation())
            await session.execute(
                text(f"select set_config('{SETTING}', :clients, true)"),
                {"clients": ",".join(map(str, sorted(allowed)))},
            )
            yield unit
            await session.flush()
            for client, happenings in unit.happenings.items():
                await append(unit, client, happenings)
            await session.commit()
        for client, happenings in unit.happenings.items():
            await self._announcer.announce(client, happenings)

    async def ask(self, question: TextClause, **values: object) -> Row[*tuple[Any, ...]] | None:
        """Return the one row of a question that needs no client's rights, in one round trip.

        It runs outside any unit and sees no client's rows, only what a function of the owner answers.
        """
        async with self._engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            return (await connection.execute(question, values)).one_or_none()

    async def is_current(self, history: History) -> bool:
        """Whether the schema stands at the newest migration."""
        async with self._engine.connect() as connection:
            return await is_current(connection, history)

    async def dispose(self) -> None:
        await self._engine.dispose()
