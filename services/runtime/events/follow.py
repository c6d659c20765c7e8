"""Following another service's log: each event takes effect once, in order, in one transaction with its cursor."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from services.contracts.events import LIST_EVENTS, Event, EventPage, EventQuery
from services.contracts.topology import ServiceName
from services.runtime.callers import Actor
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.problems import Unavailable
from services.runtime.queue import PATIENCE_SECONDS
from services.runtime.telemetry import EVENTS_FOLLOWED, bind_correlation, reason_of

if TYPE_CHECKING:
    from services.runtime.context import Runtime

log = structlog.get_logger()
Prepared = TypeVar("Prepared")

MAX_ATTEMPTS = 5
LONGEST_WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Follower(Generic[Prepared]):
    """What a service does with the events of one source.

    `prepare` runs without a transaction (calls, scoring); `apply` runs inside the one that moves the cursor
    and must not call anybody. Both get only the events whose topic is in `topics`.
    """

    source: ServiceName
    topics: frozenset[str]
    prepare: "Callable[[Runtime, UUID, Sequence[Event]], Awaitable[Prepared]]"
    apply: Callable[[Unit, UUID, Prepared], Awaitable[None]]
    page: int = 50
    patience_seconds: float = PATIENCE_SECONDS
    # An event names up to 500 ids; a page of many such would be one transaction of minutes.
    page_keys: int = 2_000


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a client's log has been taken in, and how often the next event has failed."""

    seq: int
    attempts: int
    retry_at: datetime | None


async def follow(runtime: "Runtime", follower: Follower[Prepared], client: UUID) -> None:
    """Take in the next page of a client's events, and ring again if there is more.

    Twice is harmless: whoever finds the cursor moved does nothing.
    """
    cursor = await _read_cursor(runtime, follower.source, client)
    if cursor.retry_at is not None and cursor.retry_at > runtime.clock.now():
        return
    # After a failure one event at a time, so that the one that fails is found.
    limit = 1 if cursor.attempts else follower.page
    try:
        page = await _fetch(runtime, follower.source, client, after=cursor.seq, limit=limit)
        if not page.events:
            return
        events = _within(page.events, follower.page_keys)
        causes = _go_on_under_the_cause(events)
        async with asyncio.timeout(follower.patience_seconds):
            events = await _take_in_what_goes(runtime, follower, client, cursor, events)
    except Unavailable as problem:
        await _wait(runtime, follower.source, client, cursor, counts=False, reason=problem.code)
    except Exception as error:  # Whatever fails, the rest of the log has to go on; the reason is kept.
        log.exception("follow.failed", source=follower.source, client=str(client), after=cursor.seq)
        await _fail(runtime, follower.source, client, cursor, error)
    else:
        log.info("follow.took_in", source=follower.source, client=str(client), causes=causes)
        if events[-1].seq < page.head:
            await runtime.queue.ring_next_page(runtime.service, follower.source, client, events[-1].seq)


async def retry_set_aside(runtime: "Runtime", follower: Follower[Prepared], client: UUID, seq: int) -> None:
    """Take in one event that was set aside, without moving the cursor; raises what it raises."""
    page = await _fetch(runtime, follower.source, client, after=seq - 1, limit=1)
    _go_on_under_the_cause(page.events)
    relevant = [event for event in page.events if event.topic in follower.topics]
    prepared = await follower.prepare(runtime, client, relevant)
    async with runtime.database.unit([client], actor="system:retry") as unit:
        await follower.apply(unit, client, prepared)
        entry = unit.plumbing.set_aside
        await unit.session.execute(
            delete(entry).where(
                entry.c.client_id == client, entry.c.source == follower.source, entry.c.position == str(seq)
            )
        )


async def _fetch(
    runtime: "Runtime", source: ServiceName, client: UUID, *, after: int, limit: int
) -> EventPage:
    query = EventQuery(client=client, after=after, limit=limit)
    return await runtime.services.call(LIST_EVENTS[source], Actor.system("follow", client), query=query)


async def _take_in_what_goes(
    runtime: "Runtime",
    follower: Follower[Prepared],
    client: UUID,
    cursor: Cursor,
    events: Sequence[Event],
) -> Sequence[Event]:
    """Take in events, or when that fails the first half of them; raises when the first alone fails."""
    while True:
        try:
            await _take_in(runtime, follower, client, cursor, events)
        except Unavailable:
            raise
        # Whatever one event raises, those before it go on; alone, it is raised to whoever asked.
        except Exception:
            if len(events) == 1:
                raise
            events = events[: len(events) // 2]
        else:
            return events


async def _take_in(
    runtime: "Runtime",
    follower: Follower[Prepared],
    client: UUID,
    cursor: Cursor,
    events: Sequence[Event],
) -> None:
    relevant = [event for event in events if event.topic in follower.topics]
    prepared = await follower.prepare(runtime, client, relevant) if relevant else None
    async with runtime.database.unit([client], actor="system:follow") as unit:
        if not await _move_cursor(unit, follower.source, client, cursor.seq, events[-1].seq):
            return
        if prepared is not None:
            await follower.apply(unit, client, prepared)
    EVENTS_FOLLOWED.labels(follower.source).inc(len(events))


def _go_on_under_the_cause(events: Sequence[Event]) -> list[str]:
    """Return the correlation ids of what caused the events; the first is in force from here on.

    One job takes in what several requests caused, so its line in the log names them all.
    """
    causes = list(dict.fromkeys(event.correlation for event in events if event.correlation))
    if causes:
        bind_correlation(causes[0])
    return causes


def _within(events: Sequence[Event], most_keys: int) -> Sequence[Event]:
    """Return as many of the first events as name at most so many ids together; one at least."""
    keys = 0
    for index, event in enumerate(events):
        keys += len(event.keys)
        if keys > most_keys and index > 0:
            return events[:index]
    return events


async def _read_cursor(runtime: "Runtime", source: ServiceName, client: UUID) -> Cursor:
    async with runtime.database.unit([client], actor="system:follow") as unit:
        table = unit.plumbing.cursor
        found = await unit.session.execute(
            select(table.c.seq, table.c.attempts, table.c.retry_at).where(
                table.c.client_id == client, table.c.source == source
            )
        )
        row = found.one_or_none()
        if row is not None:
            return Cursor(row.seq, row.attempts, row.retry_at)
        await unit.session.execute(
            insert(table)
            .values(client_id=client, source=source, seq=0, attempts=0, retry_at=None)
            .on_conflict_do_nothing()
        )
    return Cursor(0, 0, None)


async def _move_cursor(unit: Unit, source: ServiceName, client: UUID, expected: int, to: int) -> bool:
    """Lock and move the cursor; False when another job was there first."""
    table = unit.plumbing.cursor
    moved = await unit.session.execute(
        update(table)
        .where(table.c.client_id == client, table.c.source == source, table.c.seq == expected)
        .values(seq=to, attempts=0, retry_at=None)
        .returning(table.c.seq)
    )
    return moved.one_or_none() is not None


async def _fail(
    runtime: "Runtime", source: ServiceName, client: UUID, cursor: Cursor, error: Exception
) -> None:
    if cursor.attempts + 1 < MAX_ATTEMPTS:
        await _wait(runtime, source, client, cursor, counts=True, reason=type(error).__name__)
        return
    async with runtime.database.unit([client], actor="system:follow") as unit:
        if not await _move_cursor(unit, source, client, cursor.seq, cursor.seq + 1):
            return
        await unit.session.execute(
            insert(unit.plumbing.set_aside).values(
                client_id=client,
                id=new_id(),
                source=source,
                position=str(cursor.seq + 1),
                reason=reason_of(error),
                at=unit.clock.now(),
            )
        )
    log.warning("follow.set_aside", source=source, client=str(client), seq=cursor.seq + 1)
    await runtime.queue.ring_follower(runtime.service, source, client)


async def _wait(
    runtime: "Runtime", source: ServiceName, client: UUID, cursor: Cursor, *, counts: bool, reason: str
) -> None:
    """Note when to look again and ring then; a source that is away does not count against the event."""
    attempts = cursor.attempts + 1 if counts else cursor.attempts
    pause = min(2 ** (attempts - 1), LONGEST_WAIT_SECONDS) if counts else 1
    retry_at = runtime.clock.now() + timedelta(seconds=pause)
    async with runtime.database.unit([client], actor="system:follow") as unit:
        table = unit.plumbing.cursor
        await unit.session.execute(
            update(table)
            .where(table.c.client_id == client, table.c.source == source, table.c.seq == cursor.seq)
            .values(attempts=attempts, retry_at=retry_at)
        )
    log.warning("follow.waits", source=source, client=str(client), seconds=pause, reason=reason)
    await runtime.queue.ring_follower(
        runtime.service, source, client, at=datetime.now(retry_at.tzinfo) + timedelta(seconds=pause)
    )
