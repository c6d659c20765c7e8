"""Decisions about one message: approved, hidden, deleted, shown again; and what a look at the network settles."""

from typing import Annotated, Literal, cast, get_args
from uuid import UUID

from fastapi import APIRouter, Form, Request
from pydantic import ValidationError
from starlette.responses import Response

from services.contracts.triage import (
    CORRECT_LABEL,
    DECIDE,
    CorrectedLabel,
    Decision,
    DecisionKind,
    DecisionReason,
    NewDecision,
    NewLabel,
)
from services.contracts.triage.learning import AnsweredLabel
from services.runtime.problems import Invalid, NotFound, Problem
from web.pages.desk.deciding import DecisionForm
from web.rendering.languages import mark
from web.routes.desk.answering import answer_conversation, answer_done
from web.routes.desk.conversation import Wish, open_conversation
from web.routes.desk.pages import NarrowedDep
from web.routes.desk.thread import Refused
from web.routes.outcomes import OutcomeForm, settle
from web.seat import SeatDep
from web.sentences import say, say_problem

router = APIRouter()

REASONS = frozenset(get_args(DecisionReason))
MAX_NOTE = 2_000
# What lets a message stand needs no reason; what takes it away does.
_WITHOUT_REASON: frozenset[DecisionKind] = frozenset({"approve", "restore"})
_NO_REASON = mark("Choose a reason: it stands on record and is told to the author.")
_NOTICES: dict[DecisionKind, str] = {
    "approve": "letting_out",
    "hide": "hiding",
    "delete": "deleting",
    "restore": "restoring",
}


@router.post("/conversations/{conversation}/items/{item}/decisions")
async def decide(
    request: Request,
    seat: SeatDep,
    narrowed: NarrowedDep,
    conversation: UUID,
    item: UUID,
    kind: Annotated[DecisionKind, Form()],
    reason: Annotated[str, Form()] = "",
    note: Annotated[str, Form(max_length=MAX_NOTE)] = "",
    to: Annotated[UUID | None, Form()] = None,
) -> Response:
    """Decide about a message; what the network is asked for is in force when it has answered."""
    opened = await open_conversation(seat, conversation, to)
    if item not in {one.id for one in opened.found.items}:
        raise NotFound
    chosen = cast(DecisionReason, "legitimate" if kind in _WITHOUT_REASON else reason)
    try:
        _check(kind, chosen, note)
        made = await seat.ask(
            DECIDE, path={"item": item}, body=NewDecision(kind=kind, reason=chosen, note=note)
        )
    except NotFound:
        raise
    except Problem as problem:
        words = _explain(problem, seat.person.language)
        kept = chosen if chosen in REASONS else None
        form = DecisionForm(refused=kind, reason=kept, note=note, error=words)
        wish = Wish(refused=Refused(item, form))
        return await answer_conversation(request, seat, narrowed, opened, wish, status=problem.status)
    return await answer_done(request, seat, narrowed, conversation, _notice(made), to)


@router.post("/conversations/{conversation}/items/{item}/labels")
async def correct_label(
    request: Request,
    seat: SeatDep,
    narrowed: NarrowedDep,
    conversation: UUID,
    item: UUID,
    label: Annotated[Literal[CorrectedLabel, AnsweredLabel], Form()],
    value: Annotated[Literal["yes", "no", "back"], Form()],
    answer: Annotated[str, Form(max_length=40)] = "",
    to: Annotated[UUID | None, Form()] = None,
) -> Response:
    """Say what a label should be, or take that back; it is shown at once, counts at once and is learnt from."""
    opened = await open_conversation(seat, conversation, to)
    if item not in {one.id for one in opened.found.items}:
        raise NotFound
    said = {"yes": True, "no": False, "back": None}[value]
    try:
        body = NewLabel(label=label, value=said, answer=answer or None)
    except ValidationError as error:
        raise Invalid from error
    await seat.ask(CORRECT_LABEL, path={"item": item}, body=body)
    notice = "label_back" if value == "back" else "label_corrected"
    return await answer_done(request, seat, narrowed, conversation, notice, to, Wish(corrected=item))


@router.post("/conversations/{conversation}/outcomes/{action}")
async def settle_outcome(
    request: Request,
    seat: SeatDep,
    narrowed: NarrowedDep,
    conversation: UUID,
    action: UUID,
    outcome: OutcomeForm,
    to: Annotated[UUID | None, Form()] = None,
) -> Response:
    """Say what one saw on the network of an act that nobody knows the end of; it must be of this conversation."""
    opened = await open_conversation(seat, conversation)
    if action not in {one.id for one in opened.unsettled.values()}:
        raise NotFound
    await settle(request, seat, action, outcome)
    return await answer_done(request, seat, narrowed, conversation, "outcome_settled", to)


def _check(kind: DecisionKind, reason: str, note: str) -> None:
    if reason not in REASONS or (kind not in _WITHOUT_REASON and reason == "legitimate"):
        raise Invalid(code="no_reason")
    if "\x00" in note:
        raise Invalid


def _notice(made: Decision) -> str:
    return "approved" if made.kind == "approve" and made.state == "in_force" else _NOTICES[made.kind]


def _explain(problem: Problem, language: str) -> str:
    return say(_NO_REASON, language) if problem.code == "no_reason" else say_problem(problem, language)
