"""The server's side of an operation: its route, the check of its scope, and what a handler may ask for."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from services.contracts.operation import Operation
from services.runtime.authentication import authenticate
from services.runtime.callers import Caller
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.idempotency import HEADER, require_key
from services.runtime.problems import Forbidden, NotFound
from services.runtime.repeated import refuse_repeated

Handler = TypeVar("Handler", bound=Callable[..., Awaitable[Any]])
SlugResolver = Callable[[Runtime, str], Awaitable[UUID | None]]


def runtime_of(request: Request) -> Runtime:
    runtime: Runtime = request.app.state.runtime
    return runtime


async def caller_of(request: Request) -> Caller:
    caller: Caller = request.state.caller
    return caller


async def path_client(request: Request) -> UUID:
    """Return the id of the client that the path names; NotFound when the caller may not see it."""
    caller: Caller = request.state.caller
    name = request.path_params["client"]
    client = caller.client_named(name)
    if client is None:
        resolve: SlugResolver | None = getattr(request.app.state, "resolve_slug", None)
        client = await resolve(runtime_of(request), name) if resolve is not None else None
    if client is None:
        raise NotFound
    return client


async def open_unit(request: Request) -> AsyncIterator[Unit]:
    """Open the request's unit of work: for the path's client, else for all that the caller may see."""
    caller: Caller = request.state.caller
    clients = (
        {await path_client(request)} if "client" in request.path_params else (caller.clients or frozenset())
    )
    database = runtime_of(request).database
    async with database.unit(clients, actor=caller.subject) as unit:
        yield unit


async def idempotency_key(request: Request) -> str:
    """Return the header Idempotency-Key; Invalid when it is missing."""
    return require_key(request.headers.get(HEADER))


RuntimeDep = Annotated[Runtime, Depends(runtime_of)]
CallerDep = Annotated[Caller, Depends(caller_of)]
ClientDep = Annotated[UUID, Depends(path_client)]
KeyDep = Annotated[str, Depends(idempotency_key)]
# Committed before the answer leaves: without scope="function" a failing commit would follow a 200.
UnitDep = Annotated[Unit, Depends(open_unit, scope="function")]


class Routes:
    """The routes of one room; each serves an operation stated in contracts."""

    def __init__(self) -> None:
        self.router = APIRouter()
        self.operations: list[Operation[Any]] = []

    def serve(self, operation: Operation[Any]) -> Callable[[Handler], Handler]:
        """Register a handler. Raises TypeError when it does not take the operation's body or query."""

        def register(handler: Handler) -> Handler:
            _check_signature(operation, handler)
            self.operations.append(operation)
            self.router.add_api_route(
                operation.path,
                handler,
                methods=[operation.method],
                response_model=operation.answer,
                status_code=operation.status,
                operation_id=operation.name,
                name=operation.name,
                dependencies=[Depends(_permit(operation))],
                openapi_extra={"x-scope": operation.scope},
            )
            return handler

        return register


def _permit(operation: Operation[Any]) -> Callable[[Request], Awaitable[None]]:
    async def permit(request: Request) -> None:
        """Know the caller and check the operation's scope before anything else is read."""
        caller = await authenticate(request)
        request.state.caller = caller
        if operation.scope not in caller.scopes:
            raise Forbidden(f"This needs the scope {operation.scope}.", code="missing_scope")
        if "client" in request.path_params:
            await path_client(request)
        await refuse_repeated(request, operation)

    return permit


def _check_signature(operation: Operation[Any], handler: Callable[..., Any]) -> None:
    taken = set(map(_bare, handler.__annotations__.values()))
    for wanted in (operation.body, operation.query):
        if wanted is not None and wanted not in taken:
            raise TypeError(f"the handler of {operation.name} must take {wanted.__name__}")
    if operation.idempotent and handler.__annotations__.get("key") is not KeyDep:
        raise TypeError(f"the handler of {operation.name} must take key: KeyDep")


def _bare(annotation: Any) -> type[BaseModel] | Any:
    return (
        getattr(annotation, "__origin__", annotation) if hasattr(annotation, "__metadata__") else annotation
    )
