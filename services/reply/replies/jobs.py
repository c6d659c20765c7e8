"""Jobs of replies: the ends of undo windows, the question to ingest, and what ingest's log says of its end."""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.events import Event
from services.contracts.ingest import ACTION_SETTLED
from services.reply.replies import clients, service
from services.reply.replies.domain import REQUEST_TIMER, SEND_TIMER, Outcome
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.events.follow import Follower
from services.runtime.timers import TimerHandler


async def send(runtime: Runtime, client: UUID, key: str) -> None:
    """End an undo window. Twice is harmless: the row is no longer accepted the second time."""
    async with runtime.database.unit([client], actor="system:reply") as unit:
        await service.begin_due(unit, client, UUID(key))


async def request(runtime: Runtime, client: UUID, key: str) -> None:
    """Ask ingest for the action. Twice is harmless: the same key asks for the same action."""
    await service.ask(runtime, client, UUID(key))


async def prepare(runtime: Runtime, client: UUID, events: Sequence[Event]) -> list[Outcome]:
    return await clients.look_up_outcomes(runtime, client, (key for event in events for key in event.keys))


async def apply(unit: Unit, client: UUID, outcomes: list[Outcome]) -> None:
    """Settle the replies behind the actions. Replays are harmless: what is settled stays as it is."""
    for outcome in outcomes:
        await service.settle(unit, client, outcome)


FOLLOWER = Follower("ingest", frozenset({ACTION_SETTLED}), prepare, apply)
TIMERS: dict[str, TimerHandler] = {SEND_TIMER: send, REQUEST_TIMER: request}
