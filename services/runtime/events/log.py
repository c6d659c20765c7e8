"""Appending to and reading a service's event log: ids, kinds and times, in order of commit, without gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.contracts.events import Event, EventPage

if TYPE_CHECKING:
    from services.runtime.db.unit import Unit


@dataclass(frozen=True, slots=True)
class Happening:
    """One event to be appended: a topic and up to 500 ids."""

    topic: str
    keys: list[UUID]


async def append(unit: "Unit", client: UUID, happenings: Sequence[Happening]) -> None:
    """Append events and move the head, as the transaction's last statement.

    The head's row is locked from here to the commit, so that order of seq is order of commit.
    """
    head = unit.plumbing.head
    rows = [{"topic": happening.topic, "keys": happening.keys} for happening in happenings]
    statement = insert(head).values(client_id=client, seq=len(rows))
    newest: int = (
        await unit.session.execute(
            statement.on_conflict_do_update(
                index_elements=[head.c.client_id], set_={"seq": head.c.seq + statement.excluded.seq}
            ).returning(head.c.seq)
        )
    ).scalar_one()
    first = newest - len(rows) + 1
    await unit.session.execute(
        unit.plumbing.event.insert(),
        [
            {
                "client_id": client,
                "seq": first + index,
                "at": unit.clock.now(),
                "actor": unit.actor,
                "correlation": unit.correlation,
                **row,
            }
            for index, row in enumerate(rows)
        ],
    )


async def read_page(unit: "Unit", client: UUID, *, after: int, limit: int) -> EventPage:
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
