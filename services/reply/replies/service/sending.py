"""Sending: the reply asks ingest for one action, as often as it takes to be heard, and learns its end."""

from datetime import datetime
from uuid import UUID

from services.contracts import reply as contracts
from services.reply.replies import clients, repository
from services.reply.replies.domain import (
    ASKED_AT_MOST,
    REQUEST_TIMER,
    SEND_TIMER,
    Outcome,
    State,
    pause_before_asking_again,
)
from services.reply.replies.models import Reply
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.problems import Conflict, Invalid, NotFound, Problem, TooLarge
from services.runtime.timers import drop_timer, is_due, set_timer

ACTOR = "system:reply"
# Answers of ingest that asking again will not change.
FINAL = (Conflict, Invalid, NotFound, TooLarge)
STILL_RUNNING = "still_running"
# Ingest has an action for this reply under another key: its end will be told in the log.
KNOWN_ALREADY = "origin_acted"
NEVER_ANSWERED = "It is not known whether this was sent: for hours there was no answer."

_TOPICS = {
    State.PUBLISHED: contracts.REPLY_PUBLISHED,
    State.REFUSED: contracts.REPLY_REFUSED,
    State.UNKNOWN: contracts.REPLY_UNKNOWN,
    State.RECALLED: contracts.REPLY_RECALLED,
}


async def begin(unit: Unit, reply_id: UUID, *, until: datetime | None = None) -> Reply | None:
    """accepted → sending, and the timer that asks ingest, in one transaction; None when it was too late."""
    begun = await repository.begin_sending(unit, reply_id, until=until)
    if begun is None:
        return None
    await drop_timer(unit, begun.client_id, SEND_TIMER, str(reply_id))
    await set_timer(unit, begun.client_id, REQUEST_TIMER, str(reply_id), unit.clock.now())
    unit.happened(begun.client_id, contracts.REPLY_SENDING, [reply_id])
    return begun


async def begin_due(unit: Unit, client: UUID, reply_id: UUID) -> None:
    """Send what was not recalled within its window. Twice is harmless: the second finds nothing accepted."""
    if await is_due(unit, client, SEND_TIMER, str(reply_id)):
        await begin(unit, reply_id, until=unit.clock.now())
        await drop_timer(unit, client, SEND_TIMER, str(reply_id))


async def ask(runtime: Runtime, client: UUID, reply_id: UUID) -> None:
    """Ask ingest to publish a reply, unless it was recalled or has an action already.

    Twice is harmless: the reply's id is the idempotency key. No transaction is open during the call.
    """
    reply = await _intend(runtime, client, reply_id)
    if reply is None:
        return
    try:
        action = await clients.request_action(runtime, reply)
    except Problem as problem:
        await _not_taken(runtime, reply, problem)
        return
    async with runtime.database.unit([client], actor=ACTOR) as unit:
        await repository.note_action(unit, reply_id, action.id)
        await drop_timer(unit, client, REQUEST_TIMER, str(reply_id))


async def settle(unit: Unit, client: UUID, outcome: Outcome) -> None:
    """Write down how the sending ended. Twice is harmless: what is settled stays as it is."""
    settled = await repository.settle(
        unit,
        outcome.reply_id,
        outcome.state,
        action_id=outcome.action_id,
        external_id=outcome.external_id,
        url=outcome.url,
        detail=outcome.detail,
        settled_by=outcome.settled_by,
        published_at=(outcome.at or unit.clock.now()) if outcome.state is State.PUBLISHED else None,
    )
    if settled is None:
        return
    await drop_timer(unit, client, REQUEST_TIMER, str(outcome.reply_id))
    unit.happened(client, _TOPICS[outcome.state], [outcome.reply_id])


async def _intend(runtime: Runtime, client: UUID, reply_id: UUID) -> Reply | None:
    """Commit, before the call, that ingest is asked; None when there is nothing to ask."""
    async with runtime.database.unit([client], actor=ACTOR) as unit:
        if not await is_due(unit, client, REQUEST_TIMER, str(reply_id)):
            return None
        reply = await repository.note_asking(unit, reply_id, unit.clock.now())
        if reply is None:
            await drop_timer(unit, client, REQUEST_TIMER, str(reply_id))
        elif _first_asked(reply) + ASKED_AT_MOST < unit.clock.now():
            await settle(unit, client, Outcome(reply_id, State.UNKNOWN, detail=NEVER_ANSWERED))
            return None
        return reply


async def _not_taken(runtime: Runtime, reply: Reply, problem: Problem) -> None:
    """Ask again later, or keep ingest's final no; anything else is the worker's to postpone."""
    async with runtime.database.unit([reply.client_id], actor=ACTOR) as unit:
        if problem.retry or problem.code == STILL_RUNNING:
            now = unit.clock.now()
            due_at = now + pause_before_asking_again(_first_asked(reply), now)
            await set_timer(unit, reply.client_id, REQUEST_TIMER, str(reply.id), due_at)
        elif problem.code == KNOWN_ALREADY:
            await drop_timer(unit, reply.client_id, REQUEST_TIMER, str(reply.id))
        elif isinstance(problem, FINAL):
            outcome = Outcome(reply.id, State.REFUSED, detail=_reason(problem))
            await settle(unit, reply.client_id, outcome)
        else:
            raise problem


def _reason(problem: Problem) -> str:
    fields = "; ".join(f"{error.field}: {error.message}" for error in problem.errors or ())
    return problem.detail or fields or problem.title


def _first_asked(reply: Reply) -> datetime:
    assert reply.asked_at is not None  # noqa: S101 set by the update that returned the row
    return reply.asked_at
