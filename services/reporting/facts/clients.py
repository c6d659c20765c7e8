"""What facts ask of the others: the things behind the ids that their logs name."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel

from services.contracts.ingest import GET_CLIENT, LOOK_UP_ITEMS, Item, ItemLookup
from services.contracts.operation import Operation
from services.contracts.reply import LOOK_UP_REPLIES, ReplyLookup
from services.contracts.reply import Reply as PublishedReply
from services.contracts.triage import (
    LOOK_UP_CONVERSATIONS,
    LOOK_UP_DECISIONS,
    ConversationLookup,
    ConversationOfItem,
    DecisionLookup,
)
from services.contracts.triage import Decision as MadeDecision
from services.contracts.values import Listed
from services.reporting.facts.domain import Decision, Message, Reply, day_of
from services.runtime.callers import Actor
from services.runtime.context import Runtime

IDS_PER_LOOKUP = 500
Found = TypeVar("Found", bound=BaseModel)


async def received(runtime: Runtime, client: UUID, ids: Iterable[UUID]) -> list[Message]:
    """Return what arrived from the public; what the client wrote or published itself it did not receive."""
    items = await _items(runtime, client, ids)
    if not items:
        return []
    zone = await _zone_of(runtime, client)
    return [
        Message(item.id, network=item.network, day=day_of(item.received_at, zone))
        for item in items
        if not item.is_ours and item.kind != "post"
    ]


async def decided(runtime: Runtime, client: UUID, ids: Iterable[UUID]) -> list[Decision]:
    """Return the decisions that are in force by now; for the others an event will come."""
    made = [one for one in await _decisions(runtime, client, ids) if one.state == "in_force"]
    if not made:
        return []
    zone = await _zone_of(runtime, client)
    networks = {
        item.id: item.network for item in await _items(runtime, client, [one.item_id for one in made])
    }
    return [
        Decision(
            one.id,
            network=networks.get(one.item_id, ""),
            day=day_of(one.settled_at or one.decided_at, zone),
            kind=one.kind,
            reason=one.reason,
        )
        for one in made
    ]


async def published(runtime: Runtime, client: UUID, ids: Iterable[UUID]) -> list[Reply]:
    """Return the replies that stand on their network."""
    replies = await _replies(runtime, client, ids)
    if not replies:
        return []
    zone = await _zone_of(runtime, client)
    return [
        Reply(one.id, one.item_id, one.network, day_of(one.published_at, zone), one.published_at)
        for one in replies
        if one.published_at is not None
    ]


async def conversations(runtime: Runtime, client: UUID, items: Iterable[UUID]) -> list[ConversationOfItem]:
    """Return the conversations of these items, without those that triage does not know yet."""

    async def ask(ids: list[UUID]) -> Listed[ConversationOfItem]:
        return await _ask(runtime, client, LOOK_UP_CONVERSATIONS, ConversationLookup(ids=ids))

    return await _gather(items, ask)


async def _items(runtime: Runtime, client: UUID, items: Iterable[UUID]) -> list[Item]:
    async def ask(ids: list[UUID]) -> Listed[Item]:
        return await _ask(runtime, client, LOOK_UP_ITEMS, ItemLookup(ids=ids))

    return await _gather(items, ask)


async def _decisions(runtime: Runtime, client: UUID, decisions: Iterable[UUID]) -> list[MadeDecision]:
    async def ask(ids: list[UUID]) -> Listed[MadeDecision]:
        return await _ask(runtime, client, LOOK_UP_DECISIONS, DecisionLookup(ids=ids))

    return await _gather(decisions, ask)


async def _replies(runtime: Runtime, client: UUID, replies: Iterable[UUID]) -> list[PublishedReply]:
    async def ask(ids: list[UUID]) -> Listed[PublishedReply]:
        return await _ask(runtime, client, LOOK_UP_REPLIES, ReplyLookup(ids=ids))

    return await _gather(replies, ask)


async def _zone_of(runtime: Runtime, client: UUID) -> str:
    """Return the time zone in which a client's days begin."""
    found = await runtime.services.call(GET_CLIENT, Actor.system("follow", client), path={"client": client})
    return found.time_zone


async def _ask(
    runtime: Runtime, client: UUID, operation: Operation[Listed[Found]], body: BaseModel
) -> Listed[Found]:
    actor = Actor.system("follow", client)
    return await runtime.services.call(operation, actor, path={"client": client}, body=body)


async def _gather(ids: Iterable[UUID], ask: Callable[[list[UUID]], Awaitable[Listed[Found]]]) -> list[Found]:
    """Ask for each id once, as many at a time as a look-up takes."""
    return [one for some in _slices(ids) for one in (await ask(some)).items]


def _slices(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    unique = list(dict.fromkeys(ids))
    for start in range(0, len(unique), IDS_PER_LOOKUP):
        yield unique[start : start + IDS_PER_LOOKUP]
