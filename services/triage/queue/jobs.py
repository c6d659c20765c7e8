"""What the queue does with events and timers: calls and scoring first, without a transaction, then one unit."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.contracts.events import Event
from services.contracts.ingest import ITEM_CREATED, ITEM_DELETED, ITEM_UPDATED
from services.contracts.reply import REPLY_PUBLISHED, Reply
from services.runtime.context import Runtime
from services.triage.learning.service import find_layer
from services.triage.queue import service
from services.triage.queue.clients import look_up_items, look_up_replies
from services.triage.queue.domain.above import message_of
from services.triage.queue.scorer import Scoring

ITEM_TOPICS = frozenset({ITEM_CREATED, ITEM_UPDATED, ITEM_DELETED})
REPLY_TOPICS = frozenset({REPLY_PUBLISHED})


def keys_of(events: Iterable[Event], topics: Collection[str]) -> list[UUID]:
    """The ids that events of these topics name, each once, in order."""
    return list(dict.fromkeys(key for event in events if event.topic in topics for key in event.keys))


async def prepare_items(
    runtime: Runtime,
    client: UUID,
    events: Sequence[Event],
    scoring: Scoring,
    restored: Collection[UUID] = (),
) -> service.Arrivals:
    """Fetch the items that events name and score what is news; what counts is how they stand now.

    `restored` are items that the network showed again on our word, whose words are needed again.
    """
    ids = list(dict.fromkeys([*keys_of(events, ITEM_TOPICS), *restored]))
    found = {item.id: item for item in await look_up_items(runtime, client, ids)}
    arrivals = service.Arrivals(
        items=list(found.values()),
        assessments={},
        gone=[one for one in keys_of(events, {ITEM_DELETED}) if one not in found],
        changed=frozenset(keys_of(events, {ITEM_UPDATED})),
        restored=frozenset(restored),
    )
    async with runtime.database.unit([client], actor="system:follow") as unit:
        fresh, above = await service.read_fresh(unit, client, arrivals)
        layer = await find_layer(unit, client)
    assessed = await scoring.assess([message_of(item, above) for item in fresh], layer)
    found_in = {item.id: one for item, one in zip(fresh, assessed, strict=True)}
    return replace(arrivals, assessments=found_in)


async def prepare_replies(runtime: Runtime, client: UUID, events: Sequence[Event]) -> list[Reply]:
    return await look_up_replies(runtime, client, keys_of(events, REPLY_TOPICS))


async def age_queue(runtime: Runtime, client: UUID, _key: str) -> None:
    """Add what waiting adds. Twice is harmless: the points follow from the clock."""
    async with runtime.database.unit([client], actor="system:timer") as unit:
        await service.age(unit, client)
