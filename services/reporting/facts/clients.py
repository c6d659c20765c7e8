"""What facts ask of the others: the things behind the ids that their logs name."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from services.contracts.ingest import GET_CLIENT, LOOK_UP_ITEMS, ItemLookup
from services.contracts.reply import LOOK_UP_REPLIES, Reply, ReplyLookup
from services.contracts.triage import LOOK_UP_DECISIONS, Decision, DecisionKind, DecisionLookup
from services.reporting.facts.domain import Happened, Kind
from services.runtime.callers import Actor
from services.runtime.context import Runtime

IDS_PER_LOOKUP = 500
_KIND_OF_DECISION: dict[DecisionKind, Kind] = {"approve": Kind.ITEM_APPROVED, "hide": Kind.ITEM_HIDDEN}


async def zone_of(runtime: Runtime, client: UUID) -> str:
    """Return the time zone in which a client's days begin."""
    found = await runtime.services.call(GET_CLIENT, Actor.system("follow", client), path={"client": client})
    return found.time_zone


async def received(runtime: Runtime, client: UUID, items: Iterable[UUID]) -> list[Happened]:
    """Return what arrived from others; what the client wrote itself is nothing that it received."""
    facts: list[Happened] = []
    for ids in _lookups(items):
        answer = await runtime.services.call(
            LOOK_UP_ITEMS,
            Actor.system("follow", client),
            path={"client": client},
            body=ItemLookup(ids=ids),
        )
        facts += [
            Happened(Kind.ITEM_RECEIVED, item.id, item.received_at)
            for item in answer.items
            if not item.is_ours
        ]
    return facts


async def decided(runtime: Runtime, client: UUID, decisions: Iterable[UUID]) -> list[Happened]:
    """Return the decisions that are in force by now; for the others an event will come."""
    facts: list[Happened] = []
    for ids in _lookups(decisions):
        answer = await runtime.services.call(
            LOOK_UP_DECISIONS,
            Actor.system("follow", client),
            path={"client": client},
            body=DecisionLookup(ids=ids),
        )
        facts += [_decision(one) for one in answer.items if one.state == "in_force"]
    return facts


async def published(runtime: Runtime, client: UUID, replies: Iterable[UUID]) -> list[Happened]:
    """Return the replies that stand on their network, each with the time that it took."""
    facts: list[Happened] = []
    for ids in _lookups(replies):
        answer = await runtime.services.call(
            LOOK_UP_REPLIES,
            Actor.system("follow", client),
            path={"client": client},
            body=ReplyLookup(ids=ids),
        )
        facts += [fact for one in answer.items if (fact := _reply(one)) is not None]
    return facts


def _decision(decision: Decision) -> Happened:
    return Happened(_KIND_OF_DECISION[decision.kind], decision.id, decision.settled_at or decision.decided_at)


def _reply(reply: Reply) -> Happened | None:
    if reply.published_at is None:
        return None
    seconds = (reply.published_at - reply.item_created_at).total_seconds()
    return Happened(
        Kind.REPLY_PUBLISHED,
        reply.id,
        reply.published_at,
        conversation_id=reply.conversation_id,
        # A network's clock may run ahead of ours; nobody answers before the question.
        response_seconds=max(seconds, 0.0),
    )


def _lookups(ids: Iterable[UUID]) -> Iterator[Sequence[UUID]]:
    unique = list(dict.fromkeys(ids))
    for start in range(0, len(unique), IDS_PER_LOOKUP):
        yield unique[start : start + IDS_PER_LOOKUP]
