"""Jobs of facts: what reporting takes from the logs of ingest, triage and reply.

A replay from the beginning is harmless: each fact stands once, whoever tells of it again.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from services.contracts.events import Event
from services.contracts.ingest import ITEM_CREATED
from services.contracts.reply import REPLY_PUBLISHED
from services.contracts.triage import (
    CONVERSATION_CHANGED,
    DECISION_MADE,
    DECISION_SETTLED,
    ITEM_ASSESSED,
    ConversationOfItem,
)
from services.reporting.facts import clients, service
from services.reporting.facts.domain import Message, Place, Placed, Taken
from services.runtime.context import Runtime
from services.runtime.events.follow import Follower

_DECISION_TOPICS = frozenset({DECISION_MADE, DECISION_SETTLED})
_TRIAGE_TOPICS = _DECISION_TOPICS | {ITEM_ASSESSED, CONVERSATION_CHANGED}


async def take_items(runtime: Runtime, client: UUID, events: Sequence[Event]) -> Taken:
    return Taken(messages=await clients.received(runtime, client, _keys(events, {ITEM_CREATED})))


async def take_triage(runtime: Runtime, client: UUID, events: Sequence[Event]) -> Taken:
    """Take decisions, what messages were found to be, and where replies in changed conversations stand now."""
    decisions = await clients.decided(runtime, client, _keys(events, _DECISION_TOPICS))
    assessed = _keys(events, {ITEM_ASSESSED})
    async with runtime.database.unit([client], actor="system:follow") as unit:
        changed = _keys(events, {CONVERSATION_CHANGED})
        answered = await service.list_answered(unit, client, changed)
        number = await service.number_question(unit)
    found = await clients.conversations(runtime, client, [*assessed, *answered])
    messages = [
        Message(one.item_id, is_question=one.is_question) for one in found if one.is_question is not None
    ]
    return Taken(messages=messages, decisions=decisions, placed=_placed(number, found))


async def take_replies(runtime: Runtime, client: UUID, events: Sequence[Event]) -> Taken:
    """Keep replies at once, and then ask where they stand.

    What changes in their conversation after the question is told by triage's log, and whoever reads it there
    must find the replies. Kept twice they are still one, so a crash in between leaves nothing to undo.
    """
    replies = await clients.published(runtime, client, _keys(events, {REPLY_PUBLISHED}))
    async with runtime.database.unit([client], actor="system:follow") as unit:
        await service.record(unit, client, Taken(replies=replies))
    async with runtime.database.unit([client], actor="system:follow") as unit:
        number = await service.number_question(unit)
    found = await clients.conversations(runtime, client, [one.item_id for one in replies])
    return Taken(placed=_placed(number, found))


def _placed(number: int, found: Iterable[ConversationOfItem]) -> Placed:
    return Placed(number, [Place(one.item_id, one.conversation_id, one.first_inbound_at) for one in found])


def _keys(events: Sequence[Event], topics: Collection[str]) -> list[UUID]:
    return [key for event in events if event.topic in topics for key in event.keys]


# Messages posted one at a time are an event each: a page takes as many as the log gives at once.
PAGE = 200
FOLLOWERS: tuple[Follower[Taken], ...] = (
    Follower("ingest", frozenset({ITEM_CREATED}), take_items, service.record, page=PAGE),
    Follower("triage", _TRIAGE_TOPICS, take_triage, service.record, page=PAGE),
    Follower("reply", frozenset({REPLY_PUBLISHED}), take_replies, service.record, page=PAGE),
)
