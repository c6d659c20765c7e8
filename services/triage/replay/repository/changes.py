"""Queries on the messages about which a replay would propose something else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.triage.replay.domain.comparing import Compared

_ADD = text(
    "insert into triage.replay_change (client_id, replay_id, item_id, version, received_at, direction, agreement, "
    "before, after, word, word_reason) "
    "select cast(:client as uuid), cast(:replay as uuid), new.item_id, new.version, new.received_at, new.direction, "
    "new.agreement, cast(new.before as jsonb), cast(new.after as jsonb), new.word, new.word_reason "
    "from unnest(cast(:item_id as uuid[]), cast(:version as integer[]), cast(:received_at as timestamptz[]), "
    "cast(:direction as text[]), cast(:agreement as text[]), cast(:before as text[]), cast(:after as text[]), "
    "cast(:word as text[]), cast(:word_reason as text[])) as new(item_id, version, received_at, direction, "
    "agreement, before, after, word, word_reason) "
    # A message deleted while it was compared is gone, and its change with it.
    "join triage.assessment a on a.client_id = :client and a.item_id = new.item_id on conflict do nothing"
)
# Other words than those that were compared are another message's.
_STANDING = (
    "from triage.replay_change c join triage.item i on i.client_id = c.client_id and i.id = c.item_id "
    "and i.version = c.version and i.deleted_at is null "
    "join triage.assessment a on a.client_id = c.client_id and a.item_id = c.item_id "
    "where c.client_id = :client and c.replay_id = :replay "
)
_COUNT = text(f"select count(*) {_STANDING}")
_PAGE = (
    "select c.*, i.conversation_id, i.network, i.author_name, left(i.text, :excerpt) as text, "
    "a.body -> 'spans' as spans "
    f"{_STANDING}{{conditions}} and (c.received_at, c.item_id) < (:at, :after) "
    "order by c.received_at desc, c.item_id desc limit :limit"
)
_CONDITIONS = {
    "direction": " and c.direction = :direction",
    "agreement": " and c.agreement = :agreement",
}


async def add(session: AsyncSession, client: UUID, replay: UUID, changes: Sequence[Compared]) -> None:
    """Keep changes; those that are kept already stay as they are."""
    if not changes:
        return
    columns: dict[str, list[object]] = {
        "item_id": [one.one.item_id for one in changes],
        "version": [one.one.version for one in changes],
        "received_at": [one.one.received_at for one in changes],
        "direction": [one.direction for one in changes],
        "agreement": [one.agreement for one in changes],
        "before": [one.before.model_dump_json() for one in changes],
        "after": [one.after.model_dump_json() for one in changes],
        "word": [one.one.word.kind if one.one.word else None for one in changes],
        "word_reason": [one.one.word.reason if one.one.word else None for one in changes],
    }
    await session.execute(_ADD, {"client": client, "replay": replay, **columns})


async def count(session: AsyncSession, client: UUID, replay: UUID) -> int:
    """Return how many of the changes are of messages that still stand as they were compared."""
    return int(await session.scalar(_COUNT, {"client": client, "replay": replay}) or 0)


async def list_page(
    session: AsyncSession,
    client: UUID,
    replay: UUID,
    filters: dict[str, str],
    place: tuple[datetime, UUID],
    *,
    limit: int,
    excerpt: int,
) -> list[dict[str, Any]]:
    """Return changes with the beginning of their messages, the newest first, from before a place on."""
    conditions = "".join(_CONDITIONS[name] for name in filters)
    asked = {"client": client, "replay": replay, "at": place[0], "after": place[1], **filters}
    rows = await session.execute(
        text(_PAGE.format(conditions=conditions)), {**asked, "limit": limit, "excerpt": excerpt}
    )
    return [dict(row) for row in rows.mappings()]
