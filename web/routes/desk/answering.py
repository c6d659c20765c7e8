"""How the desk answers: the whole page, or the right side of it alone."""

import asyncio
from dataclasses import replace
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from web.answers import go, is_fragment, show_blocks, show_page
from web.around import full_frame, list_pending, plain_frame
from web.pages.desk.context import Desk
from web.rendering import paths
from web.routes.desk.conversation import Opened, Wish, open_conversation, show_conversation
from web.routes.desk.queue import Narrowed, bare_queue, read_queue
from web.seat import Seat
from web.sentences import say_notice


async def answer_conversation(
    request: Request, seat: Seat, narrowed: Narrowed, opened: Opened, wish: Wish, *, status: int = 200
) -> Response:
    """Show a conversation; with a status of 400 and above, as a form that comes back."""
    if is_fragment(request):
        return await _answer_pane(request, seat, narrowed, opened, wish, status=status)
    shown, queue, frame = await asyncio.gather(
        show_conversation(seat, opened, wish),
        read_queue(seat, narrowed),
        full_frame(request, seat, "queue", narrowed.filters.client),
    )
    return show_page(request, Desk(queue, shown), frame, status=status)


async def answer_done(
    request: Request,
    seat: Seat,
    narrowed: Narrowed,
    conversation: UUID,
    notice: str,
    to: UUID | None = None,
    wish: Wish | None = None,
) -> Response:
    """Show a conversation after an action, in words for those who do not see it change.

    `to` is the message that the answer beside it goes to, and still does if that can be answered.
    """
    if not is_fragment(request):
        return go(request, paths.conversation(conversation, narrowed.filters, to=to), notice)
    opened = await open_conversation(seat, conversation, to)
    words = say_notice(notice, seat.person.language)
    return await _answer_pane(
        request,
        seat,
        narrowed,
        opened,
        wish or Wish(),
        announcement=words.text if words else "",
        topics=("queue",),
    )


async def _answer_pane(
    request: Request,
    seat: Seat,
    narrowed: Narrowed,
    opened: Opened,
    wish: Wish,
    *,
    announcement: str = "",
    topics: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    """HTMX shows a refused form only under 422, whatever was the reason."""
    shown, pending = await asyncio.gather(show_conversation(seat, opened, wish), list_pending(seat))
    return show_blocks(
        request,
        Desk(bare_queue(narrowed.filters), shown),
        replace(plain_frame(request, seat, "queue"), pending=pending),
        "pane",
        announcement=announcement,
        with_toasts=bool(topics),
        topics=topics,
        status=422 if status >= 400 else status,
    )
