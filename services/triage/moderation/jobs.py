"""Asking the network and hearing its answer: calls first, without a transaction, then one unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from services.contracts.events import Event
from services.contracts.ingest import ACTION_SETTLED, Action
from services.runtime.context import Runtime
from services.runtime.problems import Problem
from services.runtime.timers import drop_timer, set_timer
from services.triage.errors import CannotDo
from services.triage.moderation import points, service
from services.triage.moderation.clients import get_account, look_up_actions, request_act
from services.triage.moderation.domain import Settlement, choose_act, settlement_of
from services.triage.moderation.models import Decision
from services.triage.queue.service import find_item

ACTION_TOPICS = frozenset({ACTION_SETTLED})
_AGAIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Settled:
    """What the network answered, and the items that it brought back, whose words are to be read again."""

    settlements: Sequence[Settlement]
    restored: frozenset[UUID]


async def ask_network(runtime: Runtime, client: UUID, key: str) -> None:
    """Ask ingest to do what was decided. Twice is harmless: the decision's id is the request's key.

    While ingest is away it is asked again every few seconds, for as long as it takes; what it refuses has failed.
    """
    decision_id = UUID(key)
    async with runtime.database.unit([client], actor="system:timer") as unit:
        decision = await service.find_asked(unit, client, decision_id)
        if decision is None:
            await drop_timer(unit, client, service.ASKING, key)
            return
        account = (await find_item(unit, decision.item_id)).account_id
    try:
        action = await _ask(runtime, decision, account)
    except Problem as problem:
        await _take_refusal(runtime, client, decision_id, problem)
        return
    points.ASKED.reach()
    async with runtime.database.unit([client], actor="system:timer") as unit:
        await service.note_asked(unit, client, decision_id)
        await service.settle(unit, client, _settlements([action]))


async def prepare_settlements(runtime: Runtime, client: UUID, events: Sequence[Event]) -> Settled:
    keys = dict.fromkeys(key for event in events if event.topic in ACTION_TOPICS for key in event.keys)
    actions = await look_up_actions(runtime, client, list(keys))
    restored = (one.item_id for one in actions if one.kind == "restore" and one.state == "sent")
    return Settled(_settlements(actions), frozenset(restored))


async def _ask(runtime: Runtime, decision: Decision, account: UUID) -> Action:
    """Raises the network's refusal, and CannotDo where the account can do none of the decision's acts."""
    known = await get_account(runtime, decision.client_id, account)
    act = choose_act(decision.acts, known)
    if act is None:
        raise CannotDo(decision.kind, known.network)
    return await request_act(runtime, decision, act)


def _settlements(actions: Sequence[Action]) -> list[Settlement]:
    return [found for action in actions if (found := settlement_of(action)) is not None]


async def _take_refusal(runtime: Runtime, client: UUID, decision: UUID, problem: Problem) -> None:
    async with runtime.database.unit([client], actor="system:timer") as unit:
        if problem.retry or problem.status >= 500:
            await set_timer(unit, client, service.ASKING, str(decision), unit.clock.now() + _AGAIN)
            return
        refusal = Settlement(decision, "failed", problem.detail or problem.title)
        await service.settle(unit, client, [refusal])
