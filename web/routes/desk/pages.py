"""The desk's addresses that only show: the queue, a conversation, and their parts."""

import asyncio
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from services.contracts.triage import GET_CONVERSATION
from services.contracts.values import Time
from web.answers import is_fragment, show_blocks, show_page
from web.around import full_frame, plain_frame
from web.pages.desk.context import Desk
from web.rendering import paths
from web.routes.desk.answering import answer_conversation
from web.routes.desk.conversation import Wish, open_conversation, show_conversation
from web.routes.desk.queue import (
    Narrowed,
    bare_queue,
    count_arrivals,
    count_total,
    narrow,
    read_queue,
    row_of,
)
from web.seat import Seat, SeatDep

router = APIRouter()


async def narrowed(
    seat: SeatDep, client: str = "", network: str = "", status: str = "", label: str = ""
) -> Narrowed:
    return narrow(seat, client, network, status, label)


NarrowedDep = Annotated[Narrowed, Depends(narrowed)]
# The message that the open answer goes to, so that a part which is fetched anew does not choose another.
ToDep = Annotated[UUID | None, Query()]
CursorDep = Annotated[str | None, Query(max_length=500)]


@router.get("/")
async def show_start() -> Response:
    return RedirectResponse(paths.QUEUE, 303)


@router.get(paths.QUEUE)
async def show_queue(
    request: Request, seat: SeatDep, narrowed: NarrowedDep, cursor: CursorDep = None
) -> Response:
    """A fragment is the whole list, or with a cursor one further page of it."""
    if is_fragment(request):
        page = Desk(await read_queue(seat, narrowed, cursor))
        return show_blocks(request, page, plain_frame(request, seat, "queue"), "rows" if cursor else "queue")
    queue, frame = await asyncio.gather(
        read_queue(seat, narrowed, cursor), full_frame(request, seat, "queue", narrowed.filters.client)
    )
    return show_page(request, Desk(queue), frame)


@router.get(paths.ARRIVALS)
async def show_arrivals(request: Request, seat: SeatDep, narrowed: NarrowedDep, since: Time) -> Response:
    page = Desk(await count_arrivals(seat, narrowed, since))
    return show_blocks(request, page, plain_frame(request, seat, "queue"), "arrivals")


@router.get(paths.TOTAL)
async def show_total(request: Request, seat: SeatDep, narrowed: NarrowedDep) -> Response:
    """The figure beside the heading, which a decision changes while the list keeps its rows.

    Only what waits is counted: of the rest there is nothing to show anew.
    """
    if narrowed.filters.status != "open":
        return Response(status_code=204)
    page = Desk(await count_total(seat, narrowed))
    return show_blocks(request, page, plain_frame(request, seat, "queue"), "total")


@router.get("/conversations/{conversation}")
async def show_one(
    request: Request,
    seat: SeatDep,
    narrowed: NarrowedDep,
    conversation: UUID,
    draft: str = "",
    to: ToDep = None,
) -> Response:
    opened = await open_conversation(seat, conversation, to)
    wish = Wish(draft=draft, is_addressed=to is not None)
    return await answer_conversation(request, seat, narrowed, opened, wish)


@router.get("/conversations/{conversation}/row")
async def show_row(request: Request, seat: SeatDep, narrowed: NarrowedDep, conversation: UUID) -> Response:
    """The row of the list for a conversation that stands open: it says at once what was done there."""
    found = await seat.ask(GET_CONVERSATION, path={"conversation": conversation})
    page = Desk(replace(bare_queue(narrowed.filters), rows=(row_of(seat, found),)))
    return show_blocks(request, page, plain_frame(request, seat, "queue"), "rows")


@router.get("/conversations/{conversation}/thread")
async def show_thread(
    request: Request, seat: SeatDep, narrowed: NarrowedDep, conversation: UUID, to: ToDep = None
) -> Response:
    return await _show_part(request, seat, narrowed, conversation, "thread", to)


@router.get("/conversations/{conversation}/author")
async def show_author(request: Request, seat: SeatDep, narrowed: NarrowedDep, conversation: UUID) -> Response:
    """The card beside the thread: an answer or a decision changes what it counts and says."""
    return await _show_part(request, seat, narrowed, conversation, "author")


async def _show_part(
    request: Request,
    seat: Seat,
    narrowed: Narrowed,
    conversation: UUID,
    block: str,
    to: UUID | None = None,
) -> Response:
    opened = await open_conversation(seat, conversation, to)
    shown = await show_conversation(seat, opened, Wish(has_composer=False))
    page = Desk(bare_queue(narrowed.filters), shown)
    return show_blocks(request, page, plain_frame(request, seat, "queue"), block)


@router.get("/conversations/{conversation}/composer")
async def show_composer(
    request: Request,
    seat: SeatDep,
    narrowed: NarrowedDep,
    conversation: UUID,
    draft: str = "",
    to: ToDep = None,
) -> Response:
    opened = await open_conversation(seat, conversation, to)
    shown = await show_conversation(seat, opened, Wish(draft=draft))
    if shown.composer is None:
        return Response(status_code=204)
    page = Desk(bare_queue(narrowed.filters), shown)
    return show_blocks(request, page, plain_frame(request, seat, "queue"), "composer")
