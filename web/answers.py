"""How a route answers: a page or blocks of it, or the way to another page with a word about what was done."""

from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from web.pages.context import PageContext
from web.pages.frame import Frame
from web.rendering import htmx, paths
from web.workplace import workplace_of

# Longer than any address of ours with all its filters, and well within what browsers and proxies take as a header.
LONGEST_PATH = 2_000


def is_fragment(request: Request) -> bool:
    """Whether the request wants blocks of a page rather than the page."""
    return htmx.wants_fragment(request.headers)


def show_page(request: Request, page: PageContext, frame: Frame, *, status: int = 200) -> Response:
    """Answer the whole page; it shows the notice, which is then forgotten."""
    workplace = workplace_of(request)
    response = HTMLResponse(workplace.pages.page(page, frame), status, htmx.VARY)
    workplace.cookies.take_notice(request, response)
    return response


def show_blocks(
    request: Request,
    page: PageContext,
    frame: Frame,
    *blocks: str,
    announcement: str = "",
    with_toasts: bool = False,
    topics: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    """Answer blocks of the page; `topics` are the other parts of the page that now refetch themselves."""
    content = workplace_of(request).pages.fragment(
        page, frame, *blocks, announcement=announcement, with_toasts=with_toasts
    )
    return HTMLResponse(content, status, htmx.announce_change(*topics) if topics else htmx.VARY)


def go(request: Request, path: str, notice: str = "") -> Response:
    """Answer a form: see `path` next (303, so that loading it again repeats nothing)."""
    response: Response
    if is_fragment(request):
        response = Response(status_code=200, headers=htmx.go_to(path))
    else:
        response = RedirectResponse(path, 303, htmx.VARY)
    if notice:
        workplace_of(request).cookies.leave_notice(response, notice)
    return response


def own_path(path: str) -> str:
    """Return a path of this workplace, or the queue's for anything that leads elsewhere."""
    parts = urlsplit(path)
    is_own = (
        path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    )
    return path if is_own and path.isprintable() and len(path) <= LONGEST_PATH else paths.QUEUE
