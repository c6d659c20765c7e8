"""Every query on decisions, always for a client or a set of them."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.triage.moderation.domain import Settlement
from services.triage.moderation.models import Decision

_ADD = text(
    "insert into triage.decision (client_id, id, item_id, kind, reason, note, state, detail, acts, "
    "decided_by, decided_at, settled_at, grounds) values (:client_id, :id, :item_id, :kind, :reason, :note, :state, "
    ":detail, cast(:acts as text[]), :decided_by, :decided_at, :settled_at, cast(:grounds as jsonb))"
)
_SETTLE = text(
    "update triage.decision d set state = settled.state, detail = settled.detail, settled_at = :now "
    "from unnest(cast(:ids as uuid[]), cast(:states as text[]), cast(:details as text[])) "
    "as settled(id, state, detail) where d.client_id = :client and d.id = settled.id"
)


async def find(session: AsyncSession, client: UUID, decision: UUID) -> Decision | None:
    return await session.get(Decision, (client, decision))


async def find_latest(session: AsyncSession, client: UUID, item: UUID) -> Decision | None:
    found = select(Decision).where(col(Decision.client_id) == client, col(Decision.item_id) == item)
    row: Decision | None = await session.scalar(found.order_by(col(Decision.id).desc()).limit(1))
    return row


async def find_in_force(session: AsyncSession, client: UUID, item: UUID) -> Decision | None:
    """Return the last decision on an item that the network has carried out."""
    found = select(Decision).where(
        col(Decision.client_id) == client, col(Decision.item_id) == item, col(Decision.state) == "in_force"
    )
    row: Decision | None = await session.scalar(found.order_by(col(Decision.id).desc()).limit(1))
    return row


async def list_with_pending(session: AsyncSession, client: UUID, items: Collection[UUID]) -> set[UUID]:
    """Return those of the items about which a decision is on its way."""
    found = select(Decision.item_id).where(
        col(Decision.client_id) == client, col(Decision.item_id).in_(items), col(Decision.state) == "pending"
    )
    return set(await session.scalars(found))


async def list_by_items(
    session: AsyncSession, client: UUID, items: Collection[UUID]
) -> dict[UUID, list[Decision]]:
    """Return each item's decisions, the latest first."""
    found = select(Decision).where(col(Decision.client_id) == client, col(Decision.item_id).in_(items))
    decisions = defaultdict(list)
    for decision in await session.scalars(found.order_by(col(Decision.id).desc())):
        decisions[decision.item_id].append(decision)
    return decisions


async def list_by_ids(session: AsyncSession, client: UUID, ids: Collection[UUID]) -> list[Decision]:
    found = select(Decision).where(col(Decision.client_id) == client, col(Decision.id).in_(ids))
    return list(await session.scalars(found.order_by(col(Decision.id))))


async def add(session: AsyncSession, decision: Decision) -> None:
    grounds = None if decision.grounds is None else json.dumps(decision.grounds)
    await session.execute(_ADD, {**decision.model_dump(), "grounds": grounds})


async def settle(
    session: AsyncSession, client: UUID, settlements: Sequence[Settlement], now: datetime
) -> None:
    await session.execute(
        _SETTLE,
        {
            "client": client,
            "ids": [settlement.decision_id for settlement in settlements],
            "states": [settlement.state for settlement in settlements],
            "details": [settlement.detail for settlement in settlements],
            "now": now,
        },
    )
