"""Every query of replies, always for the unit's clients."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, update
from sqlmodel import col

from services.reply.replies.domain import State
from services.reply.replies.models import Reply
from services.runtime.db.unit import Unit
from services.runtime.problems import NotFound


async def add(unit: Unit, reply: Reply) -> None:
    unit.session.add(reply)
    await unit.session.flush()


async def get(unit: Unit, reply_id: UUID) -> Reply:
    """Return the row as it stands now; raises NotFound."""
    statement = _visible(unit).where(col(Reply.id) == reply_id)
    found = await unit.session.scalar(statement, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound
    return found


async def list_page(
    unit: Unit, *, before: UUID | None, limit: int, wanted: dict[str, Any]
) -> Sequence[Reply]:
    """Return a client's replies, newest first, that have the wanted values; ids sort by time."""
    statement = _visible(unit).filter_by(**wanted).order_by(col(Reply.id).desc()).limit(limit)
    if before is not None:
        statement = statement.where(col(Reply.id) < before)
    return (await unit.session.scalars(statement)).all()


async def list_by_ids(unit: Unit, client: UUID, ids: Sequence[UUID]) -> Sequence[Reply]:
    statement = _visible(unit).where(col(Reply.client_id) == client, col(Reply.id).in_(ids))
    return (await unit.session.scalars(statement.order_by(col(Reply.id)))).all()


async def change_draft(unit: Unit, reply_id: UUID, **values: Any) -> Reply | None:
    return await _move(unit, reply_id, col(Reply.state) == State.DRAFT, values)


async def accept(unit: Unit, reply_id: UUID, text_hash: str, **values: Any) -> Reply | None:
    """Accept a draft whose text is still the one with this hash; None when it is not."""
    is_same = (col(Reply.state) == State.DRAFT) & (col(Reply.text_hash) == text_hash)
    return await _move(
        unit, reply_id, is_same, {**values, "approved_hash": text_hash, "state": State.ACCEPTED}
    )


async def begin_sending(unit: Unit, reply_id: UUID, *, until: datetime | None = None) -> Reply | None:
    """accepted → sending, when its window ended by `until`; None when something else came first."""
    is_ready = col(Reply.state) == State.ACCEPTED
    if until is not None:
        is_ready &= col(Reply.send_at) <= until
    return await _move(unit, reply_id, is_ready, {"state": State.SENDING})


async def take_back(unit: Unit, reply_id: UUID) -> Reply | None:
    """Recall what ingest was not asked for yet; None when this row no longer decides."""
    is_ours = (col(Reply.state) == State.ACCEPTED) | (
        (col(Reply.state) == State.SENDING) & col(Reply.asked_at).is_(None)
    )
    return await _move(unit, reply_id, is_ours, {"state": State.RECALLED})


async def note_asking(unit: Unit, reply_id: UUID, now: datetime) -> Reply | None:
    """Note, before the call, that ingest is asked; None when there is nothing left to ask."""
    is_open = (col(Reply.state) == State.SENDING) & col(Reply.action_id).is_(None)
    first = await _move(unit, reply_id, is_open & col(Reply.asked_at).is_(None), {"asked_at": now})
    # An empty update returns the row of a question that was asked before, and locks it alike.
    return first or await _move(unit, reply_id, is_open, {"action_id": None})


async def note_action(unit: Unit, reply_id: UUID, action_id: UUID) -> None:
    await _move(unit, reply_id, col(Reply.state) == State.SENDING, {"action_id": action_id})


async def settle(unit: Unit, reply_id: UUID, to: State, **values: Any) -> Reply | None:
    """Settle what is being sent, or was unknown until now; None when it was settled before."""
    is_open = col(Reply.state) == State.SENDING
    if to is not State.UNKNOWN:
        is_open |= col(Reply.state) == State.UNKNOWN
    return await _move(unit, reply_id, is_open, {**values, "state": to})


async def _move(
    unit: Unit, reply_id: UUID, condition: ColumnElement[bool], values: dict[str, Any]
) -> Reply | None:
    """Change a row by one conditional update: of two that race, the second finds the condition gone."""
    statement = (
        update(Reply)
        .where(col(Reply.client_id).in_(unit.clients), col(Reply.id) == reply_id, condition)
        .values(**values)
        .returning(Reply)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return (await unit.session.scalars(statement)).one_or_none()


def _visible(unit: Unit) -> Select[Reply]:
    return select(Reply).where(col(Reply.client_id).in_(unit.clients))
