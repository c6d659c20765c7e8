"""What is done with a conversation as a whole: answered, closed, reopened."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.reply import ADD_REPLY, NewReply
from services.contracts.triage import SET_STATUS, NewStatus
from services.runtime.problems import Conflict, Invalid, NotFound, Problem
from web.rendering.languages import mark
from web.routes.desk.answering import answer_conversation, answer_done
from web.routes.desk.composer import Typed
from web.routes.desk.conversation import Opened, Wish, open_conversation
from web.routes.desk.pages import NarrowedDep
from web.seat import SeatDep
from web.sentences import say, say_problem

router = APIRouter()

MAX_TEXT = 50_000
_EMPTY = mark("Write something first.")
_TOO_LONG = mark("This is longer than the network takes. Nothing was lost; shorten it and send again.")


@router.post("/conversations/{conversation}/replies")
async def send_reply(
    request: Request,
    seat: SeatDep,
    narrowed: NarrowedDep,
    conversation: UUID,
    item: Annotated[UUID, Form()],
    key: Annotated[str, Form(min_length=8, max_length=100)],
    text: Annotated[str, Form()] = "",
    source: Annotated[list[UUID], Form()] = [],  # noqa: B006 FastAPI copies the default
    answers: Annotated[str | None, Form(pattern=r"^[0-9a-f]{64}$")] = None,
    beside: Annotated[list[UUID], Form()] = [],  # noqa: B006 FastAPI copies the default
) -> Response:
    """Accept a reply; its undo window begins. The form's key makes sending it twice one reply.

    `answers` says which version of the message was read: one that its author has changed since is shown, and sending
    once more answers that. `beside` are the colleagues' replies to it that were seen: another is shown first as well.
    """
    opened = await open_conversation(seat, conversation, item)
    text = text.replace("\r\n", "\n")
    try:
        _check_text(text, opened)
        if any(reply.id not in beside for reply in opened.beside(item, seat.person.subject)):
            raise Conflict(code="answered_meanwhile")
        new = NewReply(
            item_id=item,
            conversation_id=conversation,
            text=text,
            sources=source[:20],
            accept=True,
            answers=answers,
        )
        await seat.ask(ADD_REPLY, path={"client": opened.found.client_id}, body=new, key=key)
    except NotFound:
        raise
    except Problem as problem:
        has_changed = problem.code == "item_changed"
        typed = Typed(text, key, _explain(problem, seat.person.language), frozenset(source), has_changed)
        wish = Wish(typed=typed)
        return await answer_conversation(request, seat, narrowed, opened, wish, status=problem.status)
    return await answer_done(request, seat, narrowed, conversation, "accepted", item)


@router.post("/conversations/{conversation}/status")
async def set_status(
    request: Request,
    seat: SeatDep,
    narrowed: NarrowedDep,
    conversation: UUID,
    status: Annotated[str, Form(pattern="^(open|closed)$")],
    to: Annotated[UUID | None, Form()] = None,
) -> Response:
    """Close or reopen; each is the other's undo."""
    body = NewStatus.model_validate({"status": status})
    await seat.ask(SET_STATUS, path={"conversation": conversation}, body=body)
    notice = "closed" if status == "closed" else "reopened"
    return await answer_done(request, seat, narrowed, conversation, notice, to)


def _check_text(text: str, opened: Opened) -> None:
    """Raises Invalid for what reply would refuse, in words of this page."""
    limit = opened.account.text_limit if opened.account else None
    if not text.strip():
        raise Invalid(code="no_text")
    if len(text) > (limit or MAX_TEXT):
        raise Invalid(code="too_long")
    if "\x00" in text:
        raise Invalid


def _explain(problem: Problem, language: str) -> str:
    own = {"no_text": _EMPTY, "too_long": _TOO_LONG}.get(problem.code)
    return say(own, language) if own else say_problem(problem, language)
