"""Every query of saved replies, always for one client of the unit.

A client has some dozens of them, so the search reads them all; no index could serve it under row-level security.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, tuple_, update
from sqlmodel import col

from services.reply.saved.models import SavedReply
from services.runtime.db.unit import Unit
from services.runtime.problems import NotFound


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after this rank, title as it sorts, and id."""

    rank: int
    title: str
    saved_id: UUID


async def get(unit: Unit, client: UUID, saved_id: UUID) -> SavedReply:
    """Raises NotFound, also for one that was removed."""
    found = await unit.session.get(SavedReply, (client, saved_id))
    if found is None or found.removed_at is not None:
        raise NotFound
    return found


async def add(unit: Unit, saved: SavedReply) -> None:
    unit.session.add(saved)
    await unit.session.flush()


async def change(unit: Unit, client: UUID, saved_id: UUID, values: dict[str, Any]) -> SavedReply:
    """Raises NotFound, also for one that was removed."""
    saved = await get(unit, client, saved_id)
    saved.sqlmodel_update(values)
    await unit.session.flush()
    return saved


async def is_taken(unit: Unit, client: UUID, shortcut: str, *, by_another_than: UUID | None) -> bool:
    statement = select(col(SavedReply.id)).where(
        col(SavedReply.client_id) == client,
        col(SavedReply.shortcut) == shortcut,
        col(SavedReply.removed_at).is_(None),
    )
    return (await unit.session.scalar(statement)) not in {None, by_another_than}


async def remove(unit: Unit, client: UUID, saved_id: UUID) -> None:
    """Raises NotFound."""
    await _mark(unit, client, saved_id, unit.clock.now(), was_removed=False)


async def restore(unit: Unit, client: UUID, saved_id: UUID, *, shortcut: str | None) -> SavedReply:
    """Raises NotFound for one that was not removed."""
    await _mark(unit, client, saved_id, None, was_removed=True, shortcut=shortcut)
    return await get(unit, client, saved_id)


async def find_removed(unit: Unit, client: UUID, saved_id: UUID) -> SavedReply | None:
    found = await unit.session.get(SavedReply, (client, saved_id))
    return found if found is not None and found.removed_at is not None else None


async def forget_removed(unit: Unit, client: UUID, before: datetime) -> None:
    """Delete for good what was removed before a moment."""
    statement = delete(SavedReply).where(
        col(SavedReply.client_id) == client, col(SavedReply.removed_at) < before
    )
    await unit.session.execute(statement)


async def list_page(
    unit: Unit, client: UUID, *, words: Sequence[str], network: str | None, after: Place | None, limit: int
) -> list[tuple[SavedReply, Place]]:
    """Return those with all the words: by shortcut, then by title, then by text; within that by title."""
    rank, title = _rank(words), func.lower(func.unaccent(col(SavedReply.title)))
    statement = select(SavedReply, rank, title).where(
        col(SavedReply.client_id) == client, col(SavedReply.removed_at).is_(None)
    )
    for word in words:
        statement = statement.where(or_(_shortcut_begins(word), _holds(_everything(), word)))
    if network is not None:
        statement = statement.where(
            or_(col(SavedReply.network).is_(None), col(SavedReply.network) == network)
        )
    if after is not None:
        place = tuple_(after.rank, after.title, after.saved_id)
        statement = statement.where(tuple_(rank, title, col(SavedReply.id)) > place)
    rows = await unit.session.execute(statement.order_by(rank, title, col(SavedReply.id)).limit(limit))
    return [(saved, Place(ranked, sorted_by, saved.id)) for saved, ranked, sorted_by in rows]


def _rank(words: Sequence[str]) -> ColumnElement[int]:
    if not words:
        return case((col(SavedReply.id).is_not(None), 0), else_=0)
    in_title = and_(*(_holds(col(SavedReply.title), word) for word in words))
    return case((_shortcut_begins(words[0]), 0), (in_title, 1), else_=2)


def _shortcut_begins(word: str) -> ColumnElement[bool]:
    return col(SavedReply.shortcut).startswith(word.lower(), autoescape=True)


def _everything() -> ColumnElement[str]:
    return func.concat_ws(" ", SavedReply.title, SavedReply.text_vous, SavedReply.text_tu)


def _holds(text: Any, word: str) -> ColumnElement[bool]:
    return func.strpos(func.lower(func.unaccent(text)), func.lower(func.unaccent(word))) > 0


async def _mark(
    unit: Unit, client: UUID, saved_id: UUID, at: datetime | None, *, was_removed: bool, **values: Any
) -> None:
    is_removed = col(SavedReply.removed_at).is_not(None)
    statement = update(SavedReply).where(
        col(SavedReply.client_id) == client,
        col(SavedReply.id) == saved_id,
        is_removed if was_removed else ~is_removed,
    )
    changed = await unit.session.execute(
        statement.values(
            removed_at=at, updated_at=unit.clock.now(), updated_by=unit.actor, **values
        ).returning(col(SavedReply.id))
    )
    if changed.one_or_none() is None:
        raise NotFound
