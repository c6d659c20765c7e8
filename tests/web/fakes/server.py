"""Serves operations over real HTTP: checks the token as a service would, notes the call, and answers from memory."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import uvicorn
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from services.contracts.operation import Operation
from services.contracts.topology import SERVICES, ServiceName
from services.runtime.callers import Caller
from services.runtime.keyring import load_keyring
from services.runtime.problem_handlers import response_of
from services.runtime.problems import Forbidden, NotFound, Problem, Unauthenticated, Unavailable
from services.runtime.tokens import Verifier


@dataclass(frozen=True)
class Call:
    """One call as it arrived: what for, by whom, for which clients, with what."""

    operation: str
    caller: Caller
    path: dict[str, str]
    query: Any
    body: Any
    key: str | None

    def client(self) -> UUID:
        """The client named in the path; NotFound when the caller may not see it."""
        client = UUID(self.path["client"])
        if not self.caller.may_see(client):
            raise NotFound
        return client


Answerer = Callable[[Call], BaseModel | Response]


@dataclass
class Switchboard:
    """What the fakes remember of calls, and which services do not answer."""

    calls: list[Call] = field(default_factory=list)
    away: set[ServiceName] = field(default_factory=set)
    refusing: dict[str, Problem] = field(default_factory=dict)

    def of(self, operation: Operation[Any]) -> list[Call]:
        return [call for call in self.calls if call.operation == operation.name]

    def clear(self) -> None:
        self.calls.clear()
        self.away.clear()
        self.refusing.clear()


class FakeServer:
    """Routes of all four services, each below its own name."""

    def __init__(self, keys: Path) -> None:
        self.app = Router()
        self.switchboard = Switchboard()
        self._verifiers = {name: Verifier(load_keyring(keys, name), name) for name in SERVICES}

    def serve(self, operation: Operation[Any], answerer: Answerer) -> None:
        async def handle(request: Request) -> Response:
            try:
                answer = answerer(await self._take(operation, request))
            except Problem as problem:
                return response_of(problem)
            if isinstance(answer, Response):
                return answer
            content = answer.model_dump_json(by_alias=True)
            return Response(content, operation.status, media_type="application/json")

        path = f"/{operation.owner}{operation.path}"
        self.app.routes.append(Route(path, handle, methods=[operation.method]))

    async def _take(self, operation: Operation[Any], request: Request) -> Call:
        if operation.owner in self.switchboard.away:
            raise Unavailable(code=f"{operation.owner}_unreachable")
        caller = self._caller(operation, request)
        content = await request.body()
        call = Call(
            operation.name,
            caller,
            dict(request.path_params),
            operation.query.model_validate(dict(request.query_params)) if operation.query else None,
            operation.body.model_validate_json(content) if operation.body else None,
            request.headers.get("idempotency-key"),
        )
        self.switchboard.calls.append(call)
        if problem := self.switchboard.refusing.get(operation.name):
            raise problem
        return call

    def _caller(self, operation: Operation[Any], request: Request) -> Caller:
        if operation.owner == "web":
            raise Unauthenticated
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        caller = self._verifiers[operation.owner].verify(token)
        if operation.scope not in caller.scopes:
            raise Forbidden
        return caller


class Line:
    """One address for the fakes of all tests, behind which each puts its own; a server's end takes a while."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._app: ASGIApp | None = None

    @contextlib.contextmanager
    def leading_to(self, app: ASGIApp) -> Iterator[str]:
        self._app = app
        yield self.address
        self._app = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._app is not None, "nobody's services are called now"
        await self._app(scope, receive, send)


@contextlib.asynccontextmanager
async def opened_line() -> AsyncIterator[Line]:
    line = Line("")
    async with serving(line) as address:
        line.address = address
        yield line


@contextlib.asynccontextmanager
async def serving(app: Callable[..., Awaitable[None]]) -> AsyncIterator[str]:
    """Serve an application in this loop until the block ends; yields its address."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_config=None, lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    listener = config.bind_socket()
    # The services' uvloop does this by itself; asyncio leaves it out here, and each answer's body would wait 40 ms
    # until the other side has acknowledged its headers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        async with asyncio.timeout(10):
            await task
        listener.close()
