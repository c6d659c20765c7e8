"""Errors of pages become pages in the person's language; errors of operations under /v1 stay problems."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Literal, cast
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.datastructures import URL, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match

from services.contracts.problem import ProblemBody
from services.runtime.problem_handlers import handle_problems
from services.runtime.problems import Problem, problem_of
from services.runtime.telemetry import correlation
from web.answers import go
from web.around import plain_frame, stranger_frame
from web.pages.error.context import Failure
from web.pages.frame import Frame
from web.rendering import htmx, paths
from web.seat import NoClient, SignInNeeded, Visit
from web.security.headers import secure
from web.sentences import say_problem
from web.workplace import workplace_of

Shown = Literal[400, 403, 404, 409, 422, 429, 500, 502, 503]
Handler = Callable[[Request, Exception], Awaitable[Response]]
# What has no page of its own is shown as the nearest that has.
_NEAREST: dict[int, Shown] = {401: 403, 405: 404, 413: 422, 415: 400}
_SHOWN: frozenset[int] = frozenset({400, 403, 404, 409, 422, 429, 500, 502, 503})
OPERATIONS = "/v1/"


def handle_failures(app: FastAPI) -> None:
    """Register every handler of the services, each answering pages with a page."""
    handle_problems(app)
    for kind, handler in list(app.exception_handlers.items()):
        app.add_exception_handler(kind, _by_place(cast(Handler, handler)))
    app.add_exception_handler(SignInNeeded, _ask_to_sign_in)
    app.add_exception_handler(NoClient, _say_no_client)


def show_failure(request: Request, problem: Problem) -> Response:
    """Answer the page for a problem, with nothing of what was asked for on it."""
    frame = _frame(request)
    status = problem.status if problem.status in _SHOWN else _NEAREST.get(problem.status, 500)
    sentence = say_problem(problem, frame.language)
    page = Failure(
        status=cast(Shown, status),
        detail=None if status in {404, 500} else sentence,
        reference=correlation() if status >= 500 else None,
    )
    headers = {**problem.headers, **htmx.say_failure(sentence)}
    response = HTMLResponse(workplace_of(request).pages.page(page, frame), problem.status, headers)
    if problem.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(max(1, round(problem.retry_after_seconds)))
    # Unexpected errors are answered outside every middleware, so the headers are set here as well.
    secure(MutableHeaders(raw=response.raw_headers))
    return response


def _by_place(handler: Handler) -> Handler:
    async def handle(request: Request, error: Exception) -> Response:
        if request.url.path.startswith(OPERATIONS):
            return await handler(request, error)
        if isinstance(error, Problem):
            return show_failure(request, error)
        answer = await handler(request, error)
        problem = problem_of(ProblemBody.model_validate_json(bytes(answer.body)))
        problem.headers = {"Allow": answer.headers["allow"]} if "allow" in answer.headers else {}
        return show_failure(request, problem)

    return handle


async def _ask_to_sign_in(request: Request, _error: Exception) -> Response:
    """Fragments answer 401, at which the page loads itself again and comes here."""
    if htmx.wants_fragment(request.headers) or request.url.path == paths.LIVE:
        return Response(status_code=401, headers=htmx.VARY)
    back = _way_back(request)
    address = f"{paths.SIGN_IN}?back={quote(back, safe='')}" if back not in {"", "/"} else paths.SIGN_IN
    response = RedirectResponse(address, 303, htmx.VARY)
    cookies = workplace_of(request).cookies
    if cookies.session in request.cookies:
        cookies.leave_notice(response, "session_over")
    return response


def _way_back(request: Request) -> str:
    """The page that was asked for, or the one that held the form; empty where that cannot be loaded again."""
    page = request.url if request.method == "GET" else URL(request.headers.get("referer", ""))
    scope = {**request.scope, "method": "GET", "path": page.path}
    is_page = any(route.matches(scope)[0] is Match.FULL for route in request.app.router.routes)
    query = f"?{page.query}" if page.query else ""
    return page.path + query if is_page else ""


async def _say_no_client(request: Request, _error: Exception) -> Response:
    return go(request, paths.QUEUE, "no_client")


def _frame(request: Request) -> Frame:
    person: Any = getattr(request.state, "person", None)
    if person is None:
        return stranger_frame(request, "error")
    workplace = workplace_of(request)
    token = request.cookies.get(workplace.cookies.session, "")
    frame = plain_frame(
        request,
        Visit(workplace, person, workplace.identity.marks.csrf_of(token), workplace.hub.heard),
        "error",
    )
    # Nothing that was asked for comes back on the page, not even its address.
    return replace(frame, path=paths.QUEUE, notices=())
