"""What facts ask of the others: the things behind the ids that their logs name."""

from collections.abc import Iterable
from uuid import UUID

from services.contracts.ingest import GET_CLIENT, LOOK_UP_ITEMS
from services.contracts.reply import LOOK_UP_REPLIES
from services.contracts.triage import LOOK_UP_CONVERSATIONS, LOOK_UP_DECISIONS, ConversationOfItem
from services.reporting.facts.domain import Decision, Message, Reply, day_of
from services.runtime.callers import Actor
from services.runtime.context import Runtime


async def received(runtime: Runtime, client: UUID, ids: Iterable[UUID]) -> list[Message]:
    """Return what arrived from the public; what the client wrote or published itself it did not receive."""
    items = await runtime.services.look_up(LOOK_UP_ITEMS, _follower(client), client, ids)
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
    found = await runtime.services.look_up(LOOK_UP_DECISIONS, _follower(client), client, ids)
    made = [one for one in found if one.state == "in_force"]
    if not made:
        return []
    zone = await _zone_of(runtime, client)
    decided_on = [one.item_id for one in made]
    items = await runtime.services.look_up(LOOK_UP_ITEMS, _follower(client), client, decided_on)
    networks = {item.id: item.network for item in items}
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
    replies = await runtime.services.look_up(LOOK_UP_REPLIES, _follower(client), client, ids)
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
    return await runtime.services.look_up(LOOK_UP_CONVERSATIONS, _follower(client), client, items)


async def _zone_of(runtime: Runtime, client: UUID) -> str:
    """Return the time zone in which a client's days begin."""
    found = await runtime.services.call(GET_CLIENT, _follower(client), path={"client": client})
    return found.time_zone


def _follower(client: UUID) -> Actor:
    return Actor.system("follow", client)
