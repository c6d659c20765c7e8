"""The views of the rail with their counts, which an open page asks for again when the queue has changed."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from web.around import counted_frame
from web.pages.frame import View
from web.rendering import htmx, paths
from web.seat import SeatDep

router = APIRouter()


@router.get(paths.VIEWS)
async def show_views(
    request: Request, seat: SeatDep, current: View = "queue", client: str | None = None
) -> Response:
    frame = await counted_frame(request, seat, current, client)
    return HTMLResponse(seat.workplace.pages.views(frame), headers=htmx.VARY)
