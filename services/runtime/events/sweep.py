"""The sweeper: rings for what lags and for timers that are due, so that a lost bell costs seconds and no event."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from sqlalchemy import select

from services.contracts.events import LIST_HEADS
from services.contracts.topology import ServiceName
from services.runtime.callers import Actor
from services.runtime.problems import Problem
from services.runtime.queue import TimerJob

if TYPE_CHECKING:
    from services.runtime.context import Runtime

log = structlog.get_logger()

# What a lost bell costs at most, beside the work itself; a round is one question a source.
SWEEP_SECONDS = 10.0
TIMER_SECONDS = 0.25


async def lagging(runtime: "Runtime", source: ServiceName) -> list[UUID]:
    """Return the clients whose log at the source is ahead of the cursor here."""
    answer = await runtime.services.call(LIST_HEADS[source], Actor("system:sweep", None))
    cursors = await read_cursors(runtime, source, list(answer.heads))
    return [client for client, head in answer.heads.items() if cursors.get(client, 0) < head]


async def read_cursors(runtime: "Runtime", source: ServiceName, clients: Sequence[UUID]) -> dict[UUID, int]:
    async with runtime.database.unit(clients, actor="system:sweep") as unit:
        table = unit.plumbing.cursor
        rows = await unit.session.execute(
            select(table.c.client_id, table.c.seq).where(table.c.source == source)
        )
        return {row.client_id: row.seq for row in rows}


async def sweep(runtime: "Runtime", sources: Sequence[ServiceName]) -> None:
    """Ring once for every client that lags behind a source."""
    for source in sources:
        for client in await lagging(runtime, source):
            await runtime.queue.ring_follower(runtime.service, source, client)


async def ring_due_timers(runtime: "Runtime") -> None:
    """Ring for every timer that is due; bells of the same timer and time coalesce."""
    for timer in await runtime.watch.due(runtime.clock.now()):
        job = TimerJob(client=timer.client_id, kind=timer.kind, key=timer.key, correlation=timer.correlation)
        await runtime.queue.ring_timer(runtime.service, job, timer.due_at)


async def every(seconds: float, name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do something for ever; a failure is noted and the next round comes all the same."""
    while True:
        try:
            await work()
        except (Problem, OSError) as error:
            log.warning("round.failed", round=name, error=type(error).__name__)
        except Exception:  # Whatever a round raises is logged, since all that is due hangs on the next one.
            log.exception("round.failed", round=name)
        await asyncio.sleep(seconds)
