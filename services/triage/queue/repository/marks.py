"""Queries on what people and networks did with an item: approved, hidden, closed, wanted again."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.triage.queue.domain.marks import Mark, MarkedItem
from services.triage.queue.repository.items import SHOWN_AS, erase

_FIND = text(
    "select client_id, id, account_id, state, standing, deleted_at is not null as is_deleted, is_ours, "
    "is_approved, wanted_at is not null as is_wanted "
    "from triage.item where client_id = any(cast(:clients as uuid[])) and id = :id"
)
_GIVEN = "where client_id = :client and id = any(cast(:ids as uuid[]))"
_STANDS = f"{_GIVEN} and deleted_at is null"
_ITEMS = "update triage.item set"
_MARKS: dict[Mark, str] = {
    "hiding": f"{_ITEMS} state = 'hiding', wanted_at = null {_STANDS}",
    "deleting": f"{_ITEMS} state = 'deleting', wanted_at = null {_STANDS}",
    "restoring": f"{_ITEMS} state = 'restoring', wanted_at = null {_GIVEN}",
    "approved": f"{_ITEMS} is_approved = true, wanted_at = null {_STANDS}",
    "let_out": f"{_ITEMS} standing = 'visible', state = 'visible', is_approved = true, wanted_at = null {_STANDS}",
    # What was deleted has no words here until ingest brings them again: until then it is on its way.
    "shown": f"{_ITEMS} standing = 'visible', state = 'visible' {_STANDS}",
    "hidden": f"{_ITEMS} standing = 'hidden', state = 'hidden' {_STANDS}",
    "spam": f"{_ITEMS} standing = 'spam', state = 'hidden' {_STANDS}",
    "back": f"{_ITEMS} state = case when deleted_at is not null then 'deleted' else {SHOWN_AS} end {_GIVEN}",
}
_CLOSE = text(
    "update triage.item set is_closed = true, wanted_at = null "
    "where client_id = :client and conversation_id = :id and not is_ours"
)
_OPEN = text(
    "update triage.item set is_closed = false where client_id = :client and conversation_id = :id and is_closed"
)
_WANT = text("update triage.item set wanted_at = :now where client_id = :client and id = :id")
_ANSWER = text(
    "insert into triage.answer (client_id, reply_id, item_id, external_id, read_until) "
    "select cast(:client as uuid), new.* from unnest(cast(:replies as uuid[]), cast(:items as uuid[]), "
    "cast(:externals as text[]), cast(:untils as timestamptz[])) as new "
    "on conflict (client_id, reply_id) do nothing returning item_id"
)


async def find_item(session: AsyncSession, clients: Iterable[UUID], item: UUID) -> MarkedItem | None:
    rows = await session.execute(_FIND, {"clients": list(clients), "id": item})
    found = rows.mappings().one_or_none()
    return None if found is None else MarkedItem(**found)


async def mark(session: AsyncSession, client: UUID, items: Iterable[UUID], as_: Mark, now: datetime) -> None:
    """Mark items; what is deleted stays so."""
    ids = list(items)
    if as_ == "deleted":
        await erase(session, client, ids, now)
    else:
        await session.execute(text(_MARKS[as_]), {"client": client, "ids": ids})


async def close(session: AsyncSession, client: UUID, conversation: UUID) -> None:
    """Settle every message of a conversation that others wrote; later ones wait again."""
    await session.execute(_CLOSE, {"client": client, "id": conversation})


async def reopen(session: AsyncSession, client: UUID, conversation: UUID) -> None:
    await session.execute(_OPEN, {"client": client, "id": conversation})


async def want(session: AsyncSession, client: UUID, item: UUID, now: datetime) -> None:
    """Want one message in the queue again, although it was answered or approved."""
    await session.execute(_WANT, {"client": client, "id": item, "now": now})


async def add_answers(
    session: AsyncSession, client: UUID, answers: Iterable[tuple[UUID, UUID, str | None, datetime]]
) -> list[UUID]:
    """Note published replies (id, item, the network's id, read until); return the items of those not known yet."""
    replies, items, externals, untils = map(list, zip(*answers, strict=True))
    rows = await session.execute(
        _ANSWER,
        {"client": client, "replies": replies, "items": items, "externals": externals, "untils": untils},
    )
    return list(rows.scalars())
