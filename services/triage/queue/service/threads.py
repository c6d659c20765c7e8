"""One conversation as a person reads it, closes it and takes it up again."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.contracts.triage import (
    Assessment,
    Author,
    Conversation,
    ConversationItem,
    ConversationOfItem,
    Correction,
    Decision,
    NewStatus,
)
from services.contracts.values import Listed
from services.runtime.db.unit import Unit
from services.runtime.problems import NotFound
from services.triage.errors import NothingToAnswer
from services.triage.queue.domain.standing import find_waiting, wanted_again
from services.triage.queue.repository import marks, standings, threads
from services.triage.queue.service.pages import reasons_of
from services.triage.queue.service.standings import refresh

# Decisions and corrections are other rooms'; whoever composes them says where they are read.
ReadDecisions = Callable[[Unit, UUID, Collection[UUID]], Awaitable[Mapping[UUID, list[Decision]]]]
ReadCorrections = Callable[[Unit, UUID, Collection[UUID]], Awaitable[Mapping[UUID, list[Correction]]]]


async def read_conversation(
    unit: Unit, conversation: UUID, read_decisions: ReadDecisions, read_corrections: ReadCorrections
) -> Conversation:
    """Raises NotFound, also for another client's."""
    row = await _find(unit, conversation)
    client = row["client_id"]
    items = await threads.list_items(unit.session, client, conversation)
    shown = next((item for item in items if item["id"] == row["item_id"]), items[-1])
    ids = [item["id"] for item in items]
    decisions = await read_decisions(unit, client, ids)
    corrections = await read_corrections(unit, client, ids)
    waiting = await _waiting(unit, client, conversation)
    post = next((item["post"] for item in items if item["post"]), None)
    above = await threads.find_post(unit.session, client, row["account_id"], post) if post else None
    return Conversation(
        id=row["id"],
        client_id=client,
        account_id=row["account_id"],
        network=row["network"],
        status=row["status"],
        post=_headline(above["text"]) if above and above["text"] else post,
        post_url=above["url"] if above else None,
        priority=row["priority"],
        reasons=reasons_of(row, shown["body"]) if row["status"] == "open" else [],
        items=[
            _item(item, item["id"] in waiting, decisions.get(item["id"], []), corrections.get(item["id"], []))
            for item in items
        ],
        author=await _author(unit, client, shown),
        waiting_since=row["waiting_since"],
    )


async def look_up_conversations(
    unit: Unit, client: UUID, items: Collection[UUID]
) -> Listed[ConversationOfItem]:
    """Return where items stand; those that are not known here, or stand in no conversation, are missing."""
    found = await threads.list_by_items(unit.session, client, items)
    return Listed(items=[ConversationOfItem(**row) for row in found])


async def set_status(unit: Unit, conversation: UUID, new: NewStatus) -> None:
    """Close a conversation, or put it back into the queue; what is so already stays so.

    Raises NotFound, and NothingToAnswer when nothing stands there that could wait.
    """
    client: UUID = (await _find(unit, conversation))["client_id"]
    await standings.lock(unit.session, client)
    row = await _find(unit, conversation)
    if row["status"] == new.status:
        return
    if new.status == "closed":
        await marks.close(unit.session, client, conversation)
    else:
        await _take_up_again(unit, client, conversation)
    await refresh(unit, client, [conversation])


async def _take_up_again(unit: Unit, client: UUID, conversation: UUID) -> None:
    found = (await standings.read_pieces(unit.session, client, [conversation]))[conversation]
    pieces = [replace(piece, is_closed=False) for piece in found]
    replies = await standings.read_replies(unit.session, client, [conversation])
    last = wanted_again(pieces)
    if last is None:
        raise NothingToAnswer
    await marks.reopen(unit.session, client, conversation)
    if not find_waiting(pieces, replies.get(conversation, ())):
        await marks.want(unit.session, client, last.id, unit.clock.now())


async def _find(unit: Unit, conversation: UUID) -> dict[str, Any]:
    row = await threads.find(unit.session, unit.clients, conversation)
    if row is None:
        raise NotFound
    return row


async def _waiting(unit: Unit, client: UUID, conversation: UUID) -> set[UUID]:
    pieces = (await standings.read_pieces(unit.session, client, [conversation]))[conversation]
    replies = await standings.read_replies(unit.session, client, [conversation])
    return {piece.id for piece in find_waiting(pieces, replies.get(conversation, ()))}


def _item(
    row: Mapping[str, Any], is_waiting: bool, decisions: Sequence[Decision], corrections: Sequence[Correction]
) -> ConversationItem:
    return ConversationItem(
        id=row["id"],
        parent_id=row["parent_id"],
        external_id=row["external_id"],
        kind=row["kind"],
        text=row["text"],
        author_id=row["author_id"],
        author_name=row["author_name"],
        created_at=row["created_at"],
        url=row["url"],
        is_ours=row["is_ours"],
        is_edited=row["version"] > 1,
        is_waiting=is_waiting,
        state=row["state"],
        standing=row["standing"],
        assessment=_assessment(row["body"]),
        decisions=list(decisions),
        corrections=list(corrections),
    )


def _assessment(body: Mapping[str, Any] | None) -> Assessment | None:
    return None if body is None else Assessment.model_validate(body)


async def _author(unit: Unit, client: UUID, item: Mapping[str, Any]) -> Author:
    seen = await threads.read_author(unit.session, client, item["network"], item["author_id"])
    return Author(
        external_id=item["author_id"],
        name=item["author_name"],
        handle=item["author_handle"],
        url=item["author_url"],
        followers=item["followers"],
        first_seen_at=seen["first_seen_at"],
        item_count=seen["item_count"],
        hidden_count=seen["hidden_count"],
    )


def _headline(text: str) -> str:
    """A post is named by its first line."""
    return text.strip().partition("\n")[0]
