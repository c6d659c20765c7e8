"""Use cases of facts: keep each once, and count them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from services.reporting.facts import repository
from services.reporting.facts.domain import Figures, Taken, day_of
from services.runtime.db.unit import Unit


async def record(unit: Unit, client: UUID, taken: Taken) -> None:
    """Keep facts of a client. Twice is harmless: a fact is known by its kind and its subject."""
    rows = [
        {
            "client_id": client,
            "kind": fact.kind,
            "subject_id": fact.subject_id,
            "at": fact.at,
            "day": day_of(fact.at, taken.zone),
            "conversation_id": fact.conversation_id,
            "response_seconds": fact.response_seconds,
        }
        for fact in taken.facts
    ]
    await repository.add_missing(unit, rows)


async def figures(
    unit: Unit, clients: Collection[UUID], *, since: date, until: date
) -> tuple[list[Figures], Figures]:
    """Return the figures by client and day, and those of the whole period; `until` is excluded."""
    rows = await repository.list_figures(unit, clients, since, until)
    days = [row for row in rows if row.day is not None]
    (total,) = (row for row in rows if row.day is None)
    return days, total
