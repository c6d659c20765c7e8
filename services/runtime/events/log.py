"""Appending to and reading a service's event log: ids, kinds and times, in order of commit, without gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.contracts.events import Event, EventPage
from services.runtime.clock import Clock
from services.runtime.db.direct import Direct
from services.runtime.db.tables import Plumbing


class OpenUnit(Protocol):
    """What the log needs of the unit of work that it is a part of."""

    direct: Direct
    plumbing: Plumbing
    clock: Clock
    actor: str
    correlation: str

    @property
    def session(self) -> AsyncSession: ...


@dataclass(frozen=True, slots=True)
class Happening:
    """One event to be appended: a topic and up to 500 ids."""

    topic: str
    keys: list[UUID]


async def append(unit: OpenUnit, client: UUID, happenings: Sequence[Happening]) -> None:
    """Append events and move the head, as the transaction's last statement.

    The head's row is locked from here to the commit, so that order of seq is order of commit.
    """
    at, actor, correlation = unit.clock.now(), unit.actor, unit.correlation
    told = [value for one in happenings for value in (one.topic, one.keys)]
    statement = _appending(unit.plumbing.schema, len(happenings))
    await unit.direct.rows(statement, client, len(happenings), at, actor, correlation, *told)


@lru_cache
def _appending(schema: str, count: int) -> str:
    """Head and events in one statement, so that the log costs a transaction one round trip."""
    rows = ", ".join(
        f"({number + 1}, ${6 + 2 * number}::text, ${7 + 2 * number}::uuid[])" for number in range(count)
    )
    return (
        f"with moved as (insert into {schema}.head as h (client_id, seq) values ($1, $2) "  # noqa: S608 - names of our own
        "on conflict (client_id) do update set seq = h.seq + excluded.seq returning h.seq) "
        f"insert into {schema}.event (client_id, seq, topic, keys, at, actor, correlation) "
        "select $1, moved.seq - $2::bigint + n.number, n.topic, n.keys, $3, $4, $5 "
        f"from moved, (values {rows}) as n (number, topic, keys)"
    )


async def read_page(unit: OpenUnit, client: UUID, *, after: int, limit: int) -> EventPage:
    """Return up to `limit` events of a client after a seq, in order, and where its head stands."""
    event, head = unit.plumbing.event, unit.plumbing.head
    newest = await unit.session.scalar(select(head.c.seq).where(head.c.client_id == client))
    rows = await unit.session.execute(
        select(event)
        .where(event.c.client_id == client, event.c.seq > after)
        .order_by(event.c.seq)
        .limit(limit)
    )
    events = [
        Event.model_validate({k: v for k, v in row.items() if k != "client_id"}) for row in rows.mappings()
    ]
    return EventPage(events=events, head=newest or 0)
