"""Bad days on demand, so that tests see what Palabre does when a network refuses, hangs or breaks off.

A fault is armed for one site and one operation, so that tests side by side do not meet each other's.
"""

import asyncio
import socket
import struct
from collections import defaultdict
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Literal

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import Receive, Scope, Send

# Lingering for zero seconds makes the kernel answer with RST, which is what a crashed peer looks like.
LINGER_ZERO = struct.pack("ii", 1, 0)

Operation = Literal[
    "me",
    "changes",
    "comment",
    "thread",
    "article",
    "reply",
    "replies",
    "hide",
    "unhide",
    "mark_spam",
    "delete",
    "restore",
]
Handle = Callable[[Request], Awaitable[Response]]


class FaultKind(StrEnum):
    REFUSE_5XX_BEFORE = "refuse_5xx_before"
    FAIL_5XX_AFTER = "5xx_after_acceptance"
    TIMEOUT_AFTER = "timeout_after_acceptance"
    RESET_AFTER = "reset_after_acceptance"
    RESET_BEFORE = "reset_before"
    RATE_LIMITED = "rate_limited"
    UNAUTHORIZED = "unauthorized"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    SLOW = "slow"


class Fault(BaseModel):
    """`seconds` is what a rate limit tells to wait, or how long a time-out or a slow answer takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    operation: Operation
    kind: FaultKind
    times: int = Field(default=1, ge=1, le=10_000)
    seconds: int = Field(default=1, ge=0, le=30)
    status: int = Field(default=503, ge=500, le=599)
    comment: str | None = Field(default=None, description="Only where this comment is meant.")

    def meets(self, operation: str, comment: str | None) -> bool:
        return self.operation == operation and self.comment in {None, comment}


class Faults:
    def __init__(self) -> None:
        self._armed: dict[str, list[list[Fault]]] = defaultdict(list)

    def arm(self, site: str, fault: Fault) -> None:
        self._armed[site].append([fault] * fault.times)

    def disarm(self, site: str) -> None:
        self._armed.pop(site, None)

    def armed(self, site: str) -> list[Fault]:
        """What is still to come, with the times that are left."""
        return [left[0].model_copy(update={"times": len(left)}) for left in self._armed[site] if left]

    def take(self, site: str, operation: str, comment: str | None) -> Fault | None:
        for left in self._armed[site]:
            if left and left[0].meets(operation, comment):
                return left.pop()
        return None


async def strike(fault: Fault, handle: Handle, request: Request) -> Response:
    """Answer a request as the fault wants; what the site refuses by itself is refused as ever."""
    refusal = _refusal(fault)
    if refusal is not None:
        return refusal
    if fault.kind is FaultKind.RESET_BEFORE:
        return BrokenConnection()
    if fault.kind is FaultKind.SLOW:
        await request.body()  # read now, so that the site acts even when the caller has given up meanwhile
        await asyncio.sleep(fault.seconds)
        return await handle(request)
    response = await handle(request)
    if fault.kind is FaultKind.RESET_AFTER:
        return BrokenConnection()
    if fault.kind is FaultKind.FAIL_5XX_AFTER:
        return api_error(fault.status, "internal_error", "Something went wrong here.")
    await _gone_within(request, fault.seconds)
    return response


def _refusal(fault: Fault) -> JSONResponse | None:
    match fault.kind:
        case FaultKind.REFUSE_5XX_BEFORE:
            return api_error(fault.status, "unavailable", "The site is being repaired.")
        case FaultKind.RATE_LIMITED:
            return rate_limited(fault.seconds)
        case FaultKind.UNAUTHORIZED:
            return api_error(401, "invalid_token", "The token is not valid.")
        case FaultKind.GONE:
            return api_error(410, "parent_deleted", "The comment to be answered was deleted.")
        case FaultKind.FORBIDDEN:
            return api_error(403, "forbidden", "This account may not do that.")
        case _:
            return None


def api_error(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)


def rate_limited(seconds: int) -> JSONResponse:
    return api_error(429, "rate_limited", "Too many requests.", {"Retry-After": str(seconds)})


async def _gone_within(request: Request, seconds: int) -> None:
    """Wait until the caller has given up, so that a stopping server does not wait for a sleeping answer."""
    try:
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                continue
    except TimeoutError:
        return


class BrokenConnection(Response):
    """No answer: the connection is reset. `DemoSite` leaves the server's end of it in the scope."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - nothing is sent
        transport: asyncio.Transport = scope["connection"].transport
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
        transport.abort()
        while (await receive())["type"] != "http.disconnect":
            continue
