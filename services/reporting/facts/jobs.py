"""Jobs of facts: what reporting takes from the logs of ingest, triage and reply.

A replay from the beginning is harmless: each fact stands once, whoever tells of it again.
"""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.events import Event
from services.contracts.ingest import ITEM_CREATED
from services.contracts.reply import REPLY_PUBLISHED
from services.contracts.triage import DECISION_MADE, DECISION_SETTLED
from services.reporting.facts import clients, service
from services.reporting.facts.domain import Taken
from services.runtime.context import Runtime
from services.runtime.events.follow import Follower


async def take_items(runtime: Runtime, client: UUID, events: Sequence[Event]) -> Taken:
    facts = await clients.received(runtime, client, _keys(events))
    return Taken(await clients.zone_of(runtime, client), tuple(facts))


async def take_decisions(runtime: Runtime, client: UUID, events: Sequence[Event]) -> Taken:
    facts = await clients.decided(runtime, client, _keys(events))
    return Taken(await clients.zone_of(runtime, client), tuple(facts))


async def take_replies(runtime: Runtime, client: UUID, events: Sequence[Event]) -> Taken:
    facts = await clients.published(runtime, client, _keys(events))
    return Taken(await clients.zone_of(runtime, client), tuple(facts))


def _keys(events: Sequence[Event]) -> list[UUID]:
    return [key for event in events for key in event.keys]


FOLLOWERS: tuple[Follower[Taken], ...] = (
    Follower("ingest", frozenset({ITEM_CREATED}), take_items, service.record),
    Follower("triage", frozenset({DECISION_MADE, DECISION_SETTLED}), take_decisions, service.record),
    Follower("reply", frozenset({REPLY_PUBLISHED}), take_replies, service.record),
)
