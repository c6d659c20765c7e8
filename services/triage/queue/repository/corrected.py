"""Queries on assessments that people correct."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.contracts.triage import Assessment
from services.triage.queue.domain.filing import file_under

_READ = text(
    "select a.item_id, a.body, i.kind, i.followers from triage.assessment a "
    "join triage.item i on i.client_id = a.client_id and i.id = a.item_id "
    "where a.client_id = :client and a.item_id = any(cast(:ids as uuid[]))"
)
_WRITE = text(
    "update triage.assessment a set priority = new.priority, found = cast(new.found as text[]), "
    "corrected = cast(new.corrected as jsonb) from unnest(cast(:ids as uuid[]), cast(:priorities as smallint[]), "
    "cast(:found as text[]), cast(:corrected as text[])) as new(item_id, priority, found, corrected) "
    "where a.client_id = :client and a.item_id = new.item_id"
)


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the machine said of an item, and what else its rank is made of."""

    body: Mapping[str, Any]
    kind: str
    followers: int | None


async def read(session: AsyncSession, client: UUID, ids: Collection[UUID]) -> dict[UUID, Assessed]:
    rows = await session.execute(_READ, {"client": client, "ids": list(ids)})
    return {row.item_id: Assessed(row.body, row.kind, row.followers) for row in rows}


async def write(
    session: AsyncSession, client: UUID, counting: Mapping[UUID, tuple[Assessment, bool]]
) -> None:
    """Store what counts of items, by id; False beside it where that is the machine's own word."""
    found = [one for one, _ in counting.values()]
    values = {
        "client": client,
        "ids": list(counting),
        "priorities": [one.priority for one in found],
        # Names of labels are words of our own without comma or brace.
        "found": ["{" + ",".join(file_under(one)) + "}" for one in found],
        "corrected": [one.model_dump_json() if is_other else None for one, is_other in counting.values()],
    }
    await session.execute(_WRITE, values)
