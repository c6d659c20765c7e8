"""Saved replies at hand in the answer: looked for, and put in where scripts do not."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from services.contracts.reply import OFFER_SAVED_REPLIES, OfferedReply, OfferRequest
from web.answers import is_fragment, show_blocks
from web.around import plain_frame
from web.pages.desk.context import Desk
from web.routes.desk.answering import answer_conversation
from web.routes.desk.composer import Typed
from web.routes.desk.conversation import Wish, open_conversation, show_conversation
from web.routes.desk.pages import NarrowedDep, ToDep
from web.routes.desk.queue import bare_queue
from web.seat import SeatDep

router = APIRouter()
MAX_SEARCH = 200


@router.get("/conversations/{conversation}/saved-replies")
async def show_picker(
    request: Request,
    seat: SeatDep,
    narrowed: NarrowedDep,
    conversation: UUID,
    search: Annotated[str, Query()] = "",
    to: ToDep = None,
) -> Response:
    """The picker alone as a fragment, the conversation with it as a page."""
    opened = await open_conversation(seat, conversation, to)
    looks_for = search[:MAX_SEARCH]
    if not is_fragment(request):
        return await answer_conversation(request, seat, narrowed, opened, Wish(looks_for=looks_for))
    shown = await show_conversation(seat, opened, Wish(has_composer=False, looks_for=looks_for))
    page = Desk(bare_queue(narrowed.filters), shown)
    return show_blocks(request, page, plain_frame(request, seat, "queue"), "picker")


@router.post("/conversations/{conversation}/saved-replies")
async def pick(
    request: Request,
    seat: SeatDep,
    narrowed: NarrowedDep,
    conversation: UUID,
    item: Annotated[UUID, Form()],
    key: Annotated[str, Form(min_length=8, max_length=100)],
    text: Annotated[str, Form()] = "",
    search: Annotated[str, Form()] = "",
    close: Annotated[str, Form()] = "",
    saved: Annotated[UUID | None, Form()] = None,
    source: Annotated[list[UUID], Form()] = [],  # noqa: B006 FastAPI copies the default
) -> Response:
    """Without scripts: open, search or close the picker, or add the saved reply to what is written."""
    opened = await open_conversation(seat, conversation, item)
    text = text.replace("\r\n", "\n")
    if saved is not None:
        wanted = OfferRequest(item_id=item, saved=saved)
        path = {"client": opened.found.client_id}
        (offer,) = (await seat.ask(OFFER_SAVED_REPLIES, path=path, body=wanted)).items
        text = _join(text, offer)
    looks_for = None if close or saved is not None else search[:MAX_SEARCH]
    wish = Wish(typed=Typed(text, key, sources=frozenset(source)), looks_for=looks_for)
    return await answer_conversation(request, seat, narrowed, opened, wish)


def _join(text: str, offer: OfferedReply) -> str:
    """What is written stays; the saved reply follows it, and stands whole where nothing is written."""
    return f"{text.rstrip()}\n\n{offer.text}" if text.strip() else offer.whole
