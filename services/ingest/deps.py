"""What handlers of ingest may ask for beside what the runtime offers: units for callers who see every client.

And for those who look whether an account's door opens: the account, and somebody who speaks with its network.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from services.ingest.directory.domain import OpenAccount
from services.ingest.directory.service import list_client_ids, open_account
from services.ingest.networks.adapter import Adapter
from services.ingest.networks.registry import adapters
from services.runtime.callers import Caller
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.http import AllowedPlaces, OutgoingHTTP
from services.runtime.ids import new_id
from services.runtime.operations import CallerDep, RuntimeDep, runtime_of
from services.runtime.problems import Forbidden


async def open_visible_unit(request: Request, caller: CallerDep) -> AsyncIterator[Unit]:
    """Open a unit for every client that the caller may see, which for an operator means all there are."""
    async with _visible_unit(runtime_of(request), caller) as unit:
        yield unit


@asynccontextmanager
async def _visible_unit(runtime: Runtime, caller: Caller) -> AsyncIterator[Unit]:
    database, clients = runtime.database, caller.clients
    if clients is None:
        async with database.unit([], actor=caller.subject) as unit:
            clients = await list_client_ids(unit)
    async with database.unit(clients, actor=caller.subject) as unit:
        yield unit


async def read_open_account(account: UUID, runtime: RuntimeDep, caller: CallerDep) -> OpenAccount:
    """Return the path's account with its credentials opened; no connection waits for what is done with it."""
    async with _visible_unit(runtime, caller) as unit:
        return await open_account(unit, runtime.vault, account)


async def open_adapters(runtime: RuntimeDep) -> AsyncIterator[Mapping[str, Adapter]]:
    """Open a door to the outside for this request: a process that seldom knocks keeps none open."""
    async with OutgoingHTTP(allowed=AllowedPlaces.parse(runtime.settings.allowed_private)) as http:
        yield adapters(http)


async def open_founding_unit(request: Request, caller: CallerDep) -> AsyncIterator[Unit]:
    """Open a unit for a client that does not exist yet, under the id that it will have."""
    if caller.clients is not None:
        raise Forbidden("Only who sees every client may add one.")
    database = runtime_of(request).database
    async with database.unit([new_id()], actor=caller.subject) as unit:
        yield unit


VisibleUnitDep = Annotated[Unit, Depends(open_visible_unit, scope="function")]
OpenAccountDep = Annotated[OpenAccount, Depends(read_open_account)]
AdaptersDep = Annotated[Mapping[str, Adapter], Depends(open_adapters, scope="function")]
FoundingUnitDep = Annotated[Unit, Depends(open_founding_unit, scope="function")]
