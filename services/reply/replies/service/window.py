"""The undo window: until it ends a reply can be recalled, and then it never existed."""

from uuid import UUID

from services.contracts import reply as contracts
from services.reply.desk import Desk
from services.reply.errors import AlreadySent, BeingSent, NotAccepted
from services.reply.replies import clients, repository
from services.reply.replies.domain import REQUEST_TIMER, SEND_TIMER, State
from services.reply.replies.models import Reply
from services.reply.replies.service import acceptance, sending
from services.reply.replies.service.writing import render
from services.runtime.db.unit import Unit
from services.runtime.problems import Conflict, Invalid, NotFound
from services.runtime.timers import drop_timer


async def accept(unit: Unit, reply_id: UUID, text_hash: str) -> contracts.Reply:
    """Accept a draft and begin its undo window. Raises NotFound, TextChanged, NotADraft."""
    reply = await repository.get(unit, reply_id)
    return render(await acceptance.accept(unit, reply, text_hash), unit.clock.now())


async def send_now(unit: Unit, reply_id: UUID) -> contracts.Reply:
    """End the undo window at once. Raises NotFound, AlreadySent, NotAccepted."""
    begun = await sending.begin(unit, reply_id)
    if begun is None:
        raise _why_not((await repository.get(unit, reply_id)).state)
    return render(begun, unit.clock.now())


async def recall(desk: Desk, reply_id: UUID) -> contracts.Reply:
    """Recall a reply; twice is harmless. Raises NotFound, NotAccepted, AlreadySent, BeingSent.

    While ingest was not asked for it, one conditional update here decides. After that ingest is asked to
    cancel, and what it answers counts.
    """
    async with desk.unit() as unit:
        recalled = await repository.take_back(unit, reply_id)
        if recalled is not None:
            await _note_recall(unit, recalled)
            return render(recalled, unit.clock.now())
        reply = await repository.get(unit, reply_id)
        if reply.state == State.RECALLED:
            return render(reply, unit.clock.now())
        if reply.state != State.SENDING:
            raise _why_not(reply.state)
    await _cancel(desk, reply)
    return await _take_back_cancelled(desk, reply_id)


async def _cancel(desk: Desk, reply: Reply) -> None:
    """Make ingest cancel the action; raises AlreadySent when it is too late."""
    action_id = reply.action_id or await _learn_action(desk, reply)
    try:
        action = await clients.cancel_action(desk.runtime, desk.actor, action_id)
    except (Conflict, NotFound) as problem:
        raise AlreadySent from problem
    if action.state != "cancelled":
        raise AlreadySent


async def _learn_action(desk: Desk, reply: Reply) -> UUID:
    """Return the action whose answer has not reached us: the same key asks for the same one."""
    try:
        return (await clients.request_action(desk.runtime, reply)).id
    except (Conflict, Invalid, NotFound) as problem:
        raise BeingSent from problem


async def _take_back_cancelled(desk: Desk, reply_id: UUID) -> contracts.Reply:
    async with desk.unit() as unit:
        recalled = await repository.settle(unit, reply_id, State.RECALLED)
        if recalled is not None:
            await _note_recall(unit, recalled)
        # Otherwise the event of the cancelled action was here first.
        return render(recalled or await repository.get(unit, reply_id), unit.clock.now())


async def _note_recall(unit: Unit, reply: Reply) -> None:
    await drop_timer(unit, reply.client_id, SEND_TIMER, str(reply.id))
    await drop_timer(unit, reply.client_id, REQUEST_TIMER, str(reply.id))
    unit.happened(reply.client_id, contracts.REPLY_RECALLED, [reply.id])


def _why_not(state: str) -> Conflict:
    is_gone = state in {State.SENDING, State.PUBLISHED, State.UNKNOWN}
    return AlreadySent() if is_gone else NotAccepted()
