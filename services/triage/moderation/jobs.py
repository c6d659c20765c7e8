"""Asking the network and hearing its answer: calls first, without a transaction, then one unit."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from services.contracts.events import Event
from services.contracts.ingest import ACTION_SETTLED, Action
from services.runtime.context import Runtime
from services.runtime.problems import Problem
from services.runtime.timers import drop_timer, set_timer
from services.triage.moderation import service
from services.triage.moderation.clients import look_up_actions, request_hiding
from services.triage.moderation.domain import Settlement, state_of

ACTION_TOPICS = frozenset({ACTION_SETTLED})
_AGAIN = timedelta(seconds=5)


async def ask_network(runtime: Runtime, client: UUID, key: str) -> None:
    """Ask ingest to hide what was decided. Twice is harmless: the decision's id is the request's key.

    While ingest is away it is asked again every few seconds, for as long as it takes; what it refuses has failed.
    """
    decision_id = UUID(key)
    async with runtime.database.unit([client], actor="system:timer") as unit:
        decision = await service.find_asked(unit, client, decision_id)
        if decision is None:
            await drop_timer(unit, client, service.ASKING, key)
            return
    try:
        action = await request_hiding(
            runtime, client, decision=decision_id, item=decision.item_id, decided_by=decision.decided_by
        )
    except Problem as problem:
        await _take_refusal(runtime, client, decision_id, problem)
        return
    async with runtime.database.unit([client], actor="system:timer") as unit:
        await service.note_asked(unit, client, decision_id)
        await service.settle(unit, client, settlements_of([action]))


async def prepare_settlements(
    runtime: Runtime, client: UUID, events: Sequence[Event]
) -> Sequence[Settlement]:
    keys = dict.fromkeys(key for event in events if event.topic in ACTION_TOPICS for key in event.keys)
    return settlements_of(await look_up_actions(runtime, client, list(keys)))


def settlements_of(actions: Sequence[Action]) -> list[Settlement]:
    """What settled actions say of the decisions that they serve; replies have actions too, which say nothing."""
    settlements = []
    for action in actions:
        state = state_of(action.state)
        if action.kind == "hide" and state is not None:
            detail = None if state == "in_force" else action.detail or action.code
            settlements.append(Settlement(action.origin, state, detail))
    return settlements


async def _take_refusal(runtime: Runtime, client: UUID, decision: UUID, problem: Problem) -> None:
    async with runtime.database.unit([client], actor="system:timer") as unit:
        if problem.retry or problem.status >= 500:
            await set_timer(unit, client, service.ASKING, str(decision), unit.clock.now() + _AGAIN)
            return
        refusal = Settlement(decision, "failed", problem.detail or problem.title)
        await service.settle(unit, client, [refusal])
