"""Every query on evidence, always for a client."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.triage.learning.domain import Word
from services.triage.learning.models import Evidence

# The version and the machine's word are those of this moment; what is not here (any more) cannot be learnt from.
_ADD = text(
    "insert into triage.evidence (client_id, id, item_id, label, value, source, actor, at, answer, said, version, "
    "model, general) "
    "select i.client_id, :id, i.id, :label, :value, :source, :actor, :at, cast(:answer as text), "
    "cast(a.body -> 'labels' ->> :label as double precision), i.version, a.body ->> 'model', "
    "cast(coalesce(a.body -> 'general' ->> :label, a.body -> 'labels' ->> :label) as double precision) "
    "from triage.item i "
    "left join triage.assessment a on a.client_id = i.client_id and a.item_id = i.id "
    "where i.client_id = :client and i.id = :item_id on conflict do nothing"
)
_WITHDRAW = text(
    "update triage.evidence set withdrawn_at = :now where client_id = :client and item_id = :item "
    "and label = :label and source = 'correction' and withdrawn_at is null"
)


async def add(session: AsyncSession, client: UUID, words: Sequence[Word]) -> None:
    """Add words with what the machine says at this moment; those that are there already stay as they are."""
    for word in words:
        await session.execute(_ADD, {"client": client, **asdict(word)})


async def withdraw(session: AsyncSession, client: UUID, item: UUID, label: str, now: datetime) -> None:
    """Let a correction hold no longer; it stays on record."""
    await session.execute(_WITHDRAW, {"client": client, "item": item, "label": label, "now": now})


async def list_corrections(
    session: AsyncSession, client: UUID, items: Collection[UUID]
) -> dict[UUID, list[Evidence]]:
    """Return the corrections of each item that hold, in the order of their labels."""
    found = select(Evidence).where(
        col(Evidence.client_id) == client,
        col(Evidence.item_id).in_(items),
        col(Evidence.source) == "correction",
        col(Evidence.withdrawn_at).is_(None),
    )
    by_item = defaultdict(list)
    for row in await session.scalars(found.order_by(col(Evidence.label))):
        by_item[row.item_id].append(row)
    return by_item
