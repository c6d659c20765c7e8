"""Replies about to leave: the toasts, and what can still be done with them.

They come from the server at every load, so the countdown survives a reload, another tab and another machine.
"""

from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from services.contracts.operation import Operation
from services.contracts.reply import RECALL_REPLY, SEND_REPLY_NOW, Reply
from services.runtime.problems import Conflict
from web.answers import go, is_fragment
from web.around import list_pending, plain_frame
from web.rendering import htmx, paths
from web.seat import Seat, SeatDep
from web.sentences import say_notice

router = APIRouter()


@router.get(paths.PENDING)
async def show_pending(request: Request, seat: SeatDep) -> Response:
    return await _answer_toasts(request, seat)


@router.post("/replies/{reply}/recall")
async def recall(request: Request, seat: SeatDep, reply: UUID) -> Response:
    return await _act(request, seat, RECALL_REPLY, reply, "recalled")


@router.post("/replies/{reply}/send")
async def send_now(request: Request, seat: SeatDep, reply: UUID) -> Response:
    return await _act(request, seat, SEND_REPLY_NOW, reply, "leaving")


async def _act(
    request: Request, seat: Seat, operation: Operation[Reply], reply: UUID, notice: str
) -> Response:
    """A reply that moved on meanwhile is no error for a toast: it shows what became of it."""
    try:
        changed = await seat.ask(operation, path={"reply": reply})
    except Conflict:
        if not is_fragment(request):
            raise
        return await _answer_toasts(request, seat)
    if is_fragment(request):
        words = say_notice(notice, seat.person.language)
        topics = ("queue", "thread", "composer")
        return await _answer_toasts(request, seat, *topics, announcement=words.text if words else "")
    return go(request, paths.conversation(changed.conversation_id), notice)


async def _answer_toasts(request: Request, seat: Seat, *topics: str, announcement: str = "") -> Response:
    frame = replace(plain_frame(request, seat, "queue"), pending=await list_pending(seat))
    headers = htmx.announce_change(*topics) if topics else htmx.VARY
    return HTMLResponse(seat.workplace.pages.toasts(frame, announcement), headers=headers)
