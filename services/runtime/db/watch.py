"""What the bell's role reads across all clients: heads and due timers, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.contracts.topology import ServiceName
from services.runtime.db.tables import plumbing_of


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer that is due; what it rings checks the row's state again."""

    client_id: UUID
    kind: str
    key: str
    due_at: datetime
    correlation: str


class Watch:
    """Reads of the bell. It opens no unit of work, since it changes nothing."""

    def __init__(self, engine: AsyncEngine, service: ServiceName) -> None:
        self._engine = engine
        self._plumbing = plumbing_of(service)

    async def heads(self) -> dict[UUID, int]:
        head = self._plumbing.head
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(head.c.client_id, head.c.seq))
            return {row.client_id: row.seq for row in rows}

    async def due(self, now: datetime, *, limit: int = 500) -> Sequence[DueTimer]:
        timer = self._plumbing.timer
        statement = (
            select(timer.c.client_id, timer.c.kind, timer.c.key, timer.c.due_at, timer.c.correlation)
            .where(timer.c.due_at <= now)
            .order_by(timer.c.due_at)
            .limit(limit)
        )
        async with self._engine.connect() as connection:
            rows = await connection.execute(statement)
            return [DueTimer(*row) for row in rows]

    async def oldest_due(self, now: datetime) -> float:
        """Return by how many seconds the oldest due timer is late; 0 when none is."""
        timer = self._plumbing.timer
        async with self._engine.connect() as connection:
            oldest = await connection.scalar(select(func.min(timer.c.due_at)).where(timer.c.due_at <= now))
        return (now - oldest).total_seconds() if oldest else 0.0

    async def dispose(self) -> None:
        await self._engine.dispose()
