"""The queue's page in one statement: each client's first rows off an index, merged, and only then dressed.

The walk within one client touches nothing but its index; 50 clients with a million open conversations cost 50
short walks, and not a sort of what they all have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.runtime.paging import cursor_at, read_number, read_part, read_place

_WALK = (
    "with page as materialized (select wanted.client_id, walk.id, walk.place "
    "from unnest(cast(:clients as uuid[])) as wanted(client_id) cross join lateral ("
    "select q.{key} as id, q.place from triage.{table} q "
    "where q.client_id = wanted.client_id{conditions} and (q.place, q.{key}) > (:place, :after) "
    "order by q.place, q.{key} limit :limit) as walk order by walk.place, walk.id limit :limit) "
    "select c.*, i.author_name, left(i.text, :excerpt) as text, coalesce(a.corrected, a.body) as body from page "
    "join triage.conversation c on c.client_id = page.client_id and c.id = page.id "
    "join triage.item i on i.client_id = c.client_id and i.id = c.item_id "
    "left join triage.assessment a on a.client_id = i.client_id and a.item_id = i.id "
    "order by page.place, page.id"
)
_OF_STATUS = " and q.status = :status"
_OF_NETWORK = " and q.network = :network"
_OF_LABEL = " and q.label = :label"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the place and id of its last row, so that what comes in before it moves nothing."""

    place: int
    id: UUID

    def write(self) -> str:
        return cursor_at(self.place, self.id)


START = Cursor(-1, UUID(int=0))


def read_cursor(given: str | None) -> Cursor:
    """Raises Invalid for anything that is not a cursor of ours."""
    if given is None:
        return START
    place, identity = read_place(given, 2)
    return Cursor(read_number(place, bits=64), read_part(identity, UUID))


@dataclass(frozen=True, slots=True)
class Filters:
    status: str
    network: str | None = None
    label: str | None = None


async def list_page(
    session: AsyncSession,
    clients: Sequence[UUID],
    filters: Filters,
    after: Cursor,
    *,
    limit: int,
    excerpt: int,
) -> list[dict[str, Any]]:
    """Return up to `limit` conversations in order, each with the beginning of the message that shows it."""
    conditions = _OF_STATUS + _OF_NETWORK * (filters.network is not None)
    table, key = "conversation", "id"
    if filters.label is not None:
        table, key, conditions = "conversation_label", "conversation_id", conditions + _OF_LABEL
    statement = _WALK.format(table=table, key=key, conditions=conditions)
    values = {
        "clients": list(clients),
        "status": filters.status,
        "network": filters.network,
        "label": filters.label,
        "place": after.place,
        "after": after.id,
        "limit": limit,
        "excerpt": excerpt,
    }
    used = {name: value for name, value in values.items() if f":{name}" in statement}
    rows = await session.execute(text(statement), used)
    return [dict(row) for row in rows.mappings()]
