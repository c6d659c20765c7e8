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
    moved, insert = appending(unit.plumbing.schema, len(happenings))
    await unit.direct.rows(f"with {moved} {insert}", client, *told(unit, happenings))


def told(unit: OpenUnit, happenings: Sequence[Happening]) -> list[object]:
    """Return what the parameters of `appending` stand for, the client's left out."""
    told = [value for one in happenings for value in (one.topic, one.keys)]
    return [len(happenings), unit.clock.now(), unit.actor, unit.correlation, *told]


@lru_cache
def appending(schema: str, count: int, *, first: int = 2, source: str = "") -> tuple[str, str]:
    """Return the parts of a statement that move the head and append `count` events: the `with`, and the INSERT.

    $1 is the client, what `told` returns stands from `first` on. With a `source`, such as `from put having …`, it
    happens when that yields a row, and after what is asked there is done.
    """
    total, at, actor, correlation = range(first, first + 4)
    rows = ", ".join(
        f"({number + 1}, ${first + 4 + 2 * number}::text, ${first + 5 + 2 * number}::uuid[])"
        for number in range(count)
    )
    moved = (
        f"moved as (insert into {schema}.head as h (client_id, seq) select $1, ${total}::bigint {source} "
        "on conflict (client_id) do update set seq = h.seq + excluded.seq returning h.seq)"
    )
    insert = (
        f"insert into {schema}.event (client_id, seq, topic, keys, at, actor, correlation) "  # noqa: S608 - names of our own
        f"select $1, moved.seq - ${total}::bigint + n.number, n.topic, n.keys, ${at}, ${actor}, ${correlation} "
        f"from moved, (values {rows}) as n (number, topic, keys)"
    )
    return moved, insert


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
