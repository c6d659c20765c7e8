"""Every error of every service leaves as application/problem+json."""

from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.contracts.problem import FieldError, say_error
from services.runtime.problems import (
    Conflict,
    Invalid,
    Malformed,
    NotFound,
    Problem,
    TooLarge,
    Unavailable,
    UnsupportedMedia,
    WrongMethod,
)

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"
_BY_STATUS: dict[int, type[Problem]] = {
    400: Malformed,
    404: NotFound,
    405: WrongMethod,
    409: Conflict,
    413: TooLarge,
    415: UnsupportedMedia,
    503: Unavailable,
}
# SQLSTATE 22021: text that PostgreSQL cannot hold (NUL), which no field allows.
_UNSTORABLE = "22021"
# SQLSTATE classes of a server that is away, starting, or ending.
_AWAY = ("08", "57P")


def handle_problems(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(PoolTimeoutError, _crowded)
    app.add_exception_handler(UnicodeEncodeError, _unwritable)
    app.add_exception_handler(Exception, _unexpected)


def response_of(problem: Problem) -> Response:
    headers = dict(problem.headers)
    if problem.retry_after_seconds is not None:
        headers["retry-after"] = str(max(1, round(problem.retry_after_seconds)))
    if problem.status == 401:
        headers["www-authenticate"] = "Bearer"
    content = problem.body().model_dump_json(exclude_none=True)
    return Response(content, problem.status, headers, media_type=MEDIA_TYPE)


def field_errors(errors: Sequence[Any]) -> list[FieldError]:
    """Return pydantic's errors by field, without the values that were sent."""
    return [
        FieldError(
            field=field_name(error["loc"]),
            code=str(error["type"]),
            message=say_error(error["type"], error["msg"]),
        )
        for error in errors
    ]


def field_name(location: Sequence[Any]) -> str:
    """Return a dotted path, without FastAPI's word for the part of the request."""
    parts = [str(part) for part in location]
    return ".".join(parts[1:] if parts and parts[0] in {"body", "query", "path", "header"} else parts)


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 registered for this class only
    return response_of(error)


async def _validation(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 registered for this class only
    errors = error.errors()
    if any(one["type"] == "json_invalid" for one in errors):
        return response_of(Malformed("The body is not valid JSON."))
    return response_of(Invalid(errors=field_errors(errors)))


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 registered for this class only
    kind = _BY_STATUS.get(error.status_code)
    if kind is not None:
        return response_of(kind(headers=error.headers))
    problem = (
        Problem(str(error.detail), code="http_error").body().model_copy(update={"status": error.status_code})
    )
    content = problem.model_dump_json(exclude_none=True)
    return Response(content, error.status_code, error.headers, media_type=MEDIA_TYPE)


async def _database(_request: Request, error: Exception) -> Response:
    assert isinstance(error, DBAPIError)  # noqa: S101 registered for this class only
    state = str(getattr(error.orig, "sqlstate", "") or "")
    if state == _UNSTORABLE:
        return response_of(Invalid("Text must not contain NUL."))
    log.error("database.failed", sqlstate=state, kind=type(error).__name__)
    if error.connection_invalidated or state.startswith(_AWAY):
        return response_of(Unavailable("The database cannot be reached."))
    return response_of(Problem())


async def _crowded(_request: Request, _error: Exception) -> Response:
    """Every connection of this process is in use: whoever comes back finds one."""
    log.warning("database.crowded")
    return response_of(Unavailable("The database is busy.", retry_after_seconds=1))


async def _unwritable(_request: Request, _error: Exception) -> Response:
    return response_of(Invalid("Text must not contain half of a surrogate pair."))


async def _unexpected(request: Request, error: Exception) -> Response:
    if isinstance(error, OSError):
        log.error("database.unreachable", kind=type(error).__name__)
        return response_of(Unavailable("The database cannot be reached."))
    log.error("request.failed", path=request.scope.get("path"), exc_info=error)
    return response_of(Problem())
