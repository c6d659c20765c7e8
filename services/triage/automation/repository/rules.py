"""Queries on rules, and on the model that reads a client's messages."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.triage.automation.models import Rule

_NOTE_WORD = text(
    "update triage.automation set decided_since = decided_since + 1 "
    "where client_id = :client and state in ('gathering', 'acting') returning id, decided_since >= :many as is_due"
)
# Ids grow with time: the newest message was read by the model that reads the next one too. Of what is deleted no
# assessment is left, and of what no model could read there is a name that is none.
_MODEL = text(
    "select coalesce((select body->>'model' from triage.assessment where client_id = :client "
    "and body->'labels' <> '{}' order by item_id desc limit 1), "
    "(select model from triage.automation_word where client_id = :client and labels <> '{}' "
    "order by item_id desc, at desc limit 1))"
)


async def find(session: AsyncSession, client: UUID, rule: UUID, *, is_held: bool = False) -> Rule | None:
    """Return a rule; held, nobody else changes it until the unit ends."""
    options = {"key_share": True} if is_held else None
    return await session.get(Rule, (client, rule), with_for_update=options, populate_existing=is_held)


async def list_all(session: AsyncSession, client: UUID) -> list[Rule]:
    found = select(Rule).where(col(Rule.client_id) == client).order_by(col(Rule.id))
    return list(await session.scalars(found))


async def list_acting(session: AsyncSession, client: UUID) -> list[Rule]:
    """Return the rules that act, the oldest first."""
    found = select(Rule).where(col(Rule.client_id) == client, col(Rule.state) == "acting")
    return list(await session.scalars(found.order_by(col(Rule.id))))


async def list_stopped(session: AsyncSession, clients: Collection[UUID]) -> list[Rule]:
    """Return the rules that stopped by themselves, the latest first."""
    found = select(Rule).where(col(Rule.client_id).in_(clients), col(Rule.state) == "stopped")
    return list(await session.scalars(found.order_by(col(Rule.stopped_at).desc(), col(Rule.id))))


async def save(session: AsyncSession, rule: Rule) -> None:
    session.add(rule)
    await session.flush()


async def remove(session: AsyncSession, client: UUID, rule: UUID) -> bool:
    found = delete(Rule).where(col(Rule.client_id) == client, col(Rule.id) == rule)
    removed = await session.execute(found.returning(col(Rule.id)))
    return removed.one_or_none() is not None


async def find_model(session: AsyncSession, client: UUID) -> str | None:
    """Return the model that reads a client's messages now; None while there is no message."""
    model: str | None = await session.scalar(_MODEL, {"client": client})
    return model


async def note_word(session: AsyncSession, client: UUID, many: int) -> Sequence[Rule]:
    """Count a word of people; return the rules whose figures it makes worth computing anew."""
    rows = await session.execute(_NOTE_WORD, {"client": client, "many": many})
    due = [row.id for row in rows if row.is_due]
    found = select(Rule).where(col(Rule.client_id) == client, col(Rule.id).in_(due))
    return list(await session.scalars(found)) if due else []
