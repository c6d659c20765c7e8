"""Around every request: correlation id, a cap on the body, a count and a time."""

import time

from fastapi import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from services.runtime.telemetry import CORRELATION_HEADER, REQUEST_SECONDS, REQUESTS, correlation_from

MAX_BODY_BYTES = 10_000_000


class Observed:
    """Pure ASGI, so that streams are not buffered and a client that leaves is noticed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        correlation = correlation_from(_header(scope, CORRELATION_HEADER))
        status, is_begun = 500, False
        started = time.perf_counter()

        async def answer(message: Message) -> None:
            nonlocal status, is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (CORRELATION_HEADER.encode(), correlation.encode()),
                ]
            await send(message)

        with bound_contextvars(correlation=correlation):
            try:
                await self._app(scope, _capped(receive), answer)
            except Exception as error:  # The last place that knows the correlation id; nothing is swallowed.
                await _fail(scope, receive, answer, error, is_begun=is_begun)
            finally:
                route = getattr(scope.get("route"), "path", "unmatched")
                REQUESTS.labels(route, scope["method"], str(status)).inc()
                REQUEST_SECONDS.labels(route).observe(time.perf_counter() - started)


async def _fail(scope: Scope, receive: Receive, send: Send, error: Exception, *, is_begun: bool) -> None:
    """Answer with the application's own handler for the unexpected; a stream that has begun just breaks off."""
    handler = scope["app"].exception_handlers.get(Exception)
    if handler is None or is_begun:
        raise error
    response = await handler(Request(scope), error)
    await response(scope, receive, send)


def _capped(receive: Receive) -> Receive:
    size = 0

    async def capped() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY_BYTES:
            raise HTTPException(413)  # FastAPI's own kind: any other becomes a 400 where it reads a body
        return message

    return capped


def _header(scope: Scope, name: str) -> str | None:
    wanted = name.encode()
    for key, value in scope["headers"]:
        if key == wanted:
            return bytes(value).decode("latin-1")
    return None
