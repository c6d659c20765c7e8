"""The line that says how far the demo is, which an open page asks for again until it has nothing to say."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from web.around import plain_frame
from web.rendering import htmx, paths
from web.seat import VisitDep

router = APIRouter()


@router.get(paths.PREPARATION)
async def show_preparation(request: Request, visit: VisitDep) -> Response:
    """Return the line, or nothing when all is prepared; what lists messages looks again, for they are coming in."""
    frame = plain_frame(request, visit, "queue")
    if frame.prepared is None and htmx.current_path(request.headers) == paths.QUEUE:
        # No conversation stands open there, so nobody is writing; the list holds what waited weeks ago.
        return Response(headers=htmx.go_to(paths.QUEUE))
    return HTMLResponse(visit.workplace.pages.preparation(frame), headers=htmx.announce_change("queue"))
