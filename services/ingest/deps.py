"""What handlers of ingest may ask for beside what the runtime offers: units for callers who see every client."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from services.ingest.directory.service import list_client_ids
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.operations import CallerDep, runtime_of
from services.runtime.problems import Forbidden


async def open_visible_unit(request: Request, caller: CallerDep) -> AsyncIterator[Unit]:
    """Open a unit for every client that the caller may see, which for an operator means all there are."""
    database = runtime_of(request).database
    clients = caller.clients
    if clients is None:
        async with database.unit([], actor=caller.subject) as unit:
            clients = await list_client_ids(unit)
    async with database.unit(clients, actor=caller.subject) as unit:
        yield unit


async def open_founding_unit(request: Request, caller: CallerDep) -> AsyncIterator[Unit]:
    """Open a unit for a client that does not exist yet, under the id that it will have."""
    if caller.clients is not None:
        raise Forbidden("Only who sees every client may add one.")
    database = runtime_of(request).database
    async with database.unit([new_id()], actor=caller.subject) as unit:
        yield unit


VisibleUnitDep = Annotated[Unit, Depends(open_visible_unit, scope="function")]
FoundingUnitDep = Annotated[Unit, Depends(open_founding_unit, scope="function")]
