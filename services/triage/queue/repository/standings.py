"""Queries on how conversations stand: what they are worked out from, and the rows of the queue themselves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.triage.queue.domain.standing import Piece, Reply, Standing

# Writers of one client's queue take turns; readers do not notice. The number is "queu", the client follows.
_LOCK = text("select pg_advisory_xact_lock(hashtextextended(cast(:client as text), 1903523189))")
_PIECES = text(
    "select i.id, i.conversation_id, i.account_id, i.network, i.external_id, i.parent, i.author_id, i.created_at, "
    "i.received_at, i.is_ours, i.state, i.is_approved, i.is_closed, i.wanted_at, "
    "coalesce(a.priority, 0) as priority, coalesce(a.found, '{}') as found "
    "from triage.item i left join triage.assessment a on a.client_id = i.client_id and a.item_id = i.id "
    "where i.client_id = :client and i.conversation_id = any(cast(:ids as uuid[]))"
)
_REPLIES = text(
    "select i.conversation_id, r.item_id, r.external_id, r.read_until from triage.item i "
    "join triage.answer r on r.client_id = i.client_id and r.item_id = i.id "
    "where i.client_id = :client and i.conversation_id = any(cast(:ids as uuid[]))"
)
_FIELDS = [field.name for field in fields(Standing)]
_STANDINGS = text(
    "select id, account_id, network, status, place, priority, waited_points, waited_hours, item_id, "
    "waiting_since, last_item_at, waiting_count, item_count, labels, ages_at from triage.conversation "
    "where client_id = :client and id = any(cast(:ids as uuid[]))"
)
_WRITE = text(
    "insert into triage.conversation (client_id, id, account_id, network, status, place, priority, "
    "waited_points, waited_hours, item_id, waiting_since, last_item_at, waiting_count, item_count, labels, "
    "ages_at) "
    "select cast(:client as uuid), id, account_id, network, status, place, priority, waited_points, "
    "waited_hours, item_id, waiting_since, last_item_at, waiting_count, item_count, "
    "cast(labels as text[]), ages_at "
    "from unnest(cast(:id as uuid[]), cast(:account_id as uuid[]), cast(:network as text[]), "
    "cast(:status as text[]), cast(:place as bigint[]), cast(:priority as smallint[]), "
    "cast(:waited_points as smallint[]), cast(:waited_hours as smallint[]), cast(:item_id as uuid[]), "
    "cast(:waiting_since as timestamptz[]), cast(:last_item_at as timestamptz[]), "
    "cast(:waiting_count as integer[]), cast(:item_count as integer[]), cast(:labels as text[]), "
    "cast(:ages_at as timestamptz[])) as new(id, account_id, network, status, place, priority, "
    "waited_points, waited_hours, item_id, waiting_since, last_item_at, waiting_count, item_count, labels, "
    "ages_at) "
    "on conflict (client_id, id) do update set status = excluded.status, place = excluded.place, "
    "priority = excluded.priority, waited_points = excluded.waited_points, "
    "waited_hours = excluded.waited_hours, item_id = excluded.item_id, "
    "waiting_since = excluded.waiting_since, last_item_at = excluded.last_item_at, "
    "waiting_count = excluded.waiting_count, item_count = excluded.item_count, labels = excluded.labels, "
    "ages_at = excluded.ages_at"
)
_REMOVE = text("delete from triage.conversation where client_id = :client and id = any(cast(:ids as uuid[]))")
_UNLABEL = text(
    "delete from triage.conversation_label "
    "where client_id = :client and conversation_id = any(cast(:ids as uuid[]))"
)
_LABEL = text(
    "insert into triage.conversation_label (client_id, conversation_id, label, status, network, place) "
    "select cast(:client as uuid), new.* from unnest(cast(:ids as uuid[]), cast(:labels as text[]), "
    "cast(:statuses as text[]), cast(:networks as text[]), cast(:places as bigint[])) as new"
)
_AGEING = text(
    "select id from triage.conversation where client_id = :client and ages_at <= :now "
    "order by ages_at limit :limit"
)
_NEXT = text("select min(ages_at) from triage.conversation where client_id = :client")


async def lock(session: AsyncSession, client: UUID) -> None:
    """Wait until nobody else changes this client's queue; held until the unit ends."""
    await session.execute(_LOCK, {"client": str(client)})


async def read_pieces(session: AsyncSession, client: UUID, ids: Iterable[UUID]) -> dict[UUID, list[Piece]]:
    rows = await session.execute(_PIECES, {"client": client, "ids": list(ids)})
    pieces = defaultdict(list)
    for row in rows:
        pieces[row.conversation_id].append(Piece(**{**row._mapping, "found": tuple(row.found)}))
    return pieces


async def read_replies(session: AsyncSession, client: UUID, ids: Iterable[UUID]) -> dict[UUID, list[Reply]]:
    rows = await session.execute(_REPLIES, {"client": client, "ids": list(ids)})
    replies = defaultdict(list)
    for row in rows:
        replies[row.conversation_id].append(Reply(row.item_id, row.external_id, row.read_until))
    return replies


async def read_standings(session: AsyncSession, client: UUID, ids: Iterable[UUID]) -> dict[UUID, Standing]:
    rows = await session.execute(_STANDINGS, {"client": client, "ids": list(ids)})
    return {row.id: Standing(**{**row._mapping, "labels": tuple(row.labels)}) for row in rows}


async def write(session: AsyncSession, client: UUID, standings: Sequence[Standing]) -> None:
    """Write how conversations stand, and their rows in the queue by label."""
    columns = {name: [getattr(standing, name) for standing in standings] for name in _FIELDS}
    columns["labels"] = ["{" + ",".join(standing.labels) + "}" for standing in standings]
    await session.execute(_WRITE, {"client": client, **columns})
    await session.execute(_UNLABEL, {"client": client, "ids": columns["id"]})
    labelled = [(standing, label) for standing in standings for label in standing.labels]
    if labelled:
        await session.execute(
            _LABEL,
            {
                "client": client,
                "ids": [standing.id for standing, _ in labelled],
                "labels": [label for _, label in labelled],
                "statuses": [standing.status for standing, _ in labelled],
                "networks": [standing.network for standing, _ in labelled],
                "places": [standing.place for standing, _ in labelled],
            },
        )


async def remove(session: AsyncSession, client: UUID, ids: Iterable[UUID]) -> None:
    """Remove conversations that have no item any more."""
    await session.execute(_REMOVE, {"client": client, "ids": list(ids)})


async def list_ageing(session: AsyncSession, client: UUID, now: datetime, *, limit: int) -> list[UUID]:
    """Return conversations whose waiting has reached its next step."""
    rows = await session.execute(_AGEING, {"client": client, "now": now, "limit": limit})
    return list(rows.scalars())


async def find_next_ageing(session: AsyncSession, client: UUID) -> datetime | None:
    moment: datetime | None = await session.scalar(_NEXT, {"client": client})
    return moment
