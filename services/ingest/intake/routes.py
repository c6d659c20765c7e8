"""HTTP of the intake. What a handler asks for is resolved in the order of its signature."""

from typing import Annotated

import msgspec
from fastapi import Depends, Request
from starlette.responses import Response

from services.contracts import ingest as contracts
from services.ingest.intake import service
from services.ingest.intake.reading.request import Batch, read_batch
from services.runtime.idempotency import HEADER, Answer, Claim, once, require_key
from services.runtime.limits import Allowance, RateLimit
from services.runtime.operations import CallerDep, ClientDep, Routes, UnitDep

routes = Routes()


async def take_allowance(request: Request, caller: CallerDep) -> Allowance:
    """Raises TooMany before a byte of the body is read."""
    limit: RateLimit = request.app.state.intake_limit
    return limit.take(caller.subject)


async def optional_key(request: Request) -> str | None:
    given = request.headers.get(HEADER)
    return require_key(given) if given is not None else None


AllowanceDep = Annotated[Allowance, Depends(take_allowance)]
OptionalKeyDep = Annotated[str | None, Depends(optional_key)]
BatchDep = Annotated[Batch, Depends(read_batch)]


@routes.serve(contracts.PUSH_ITEMS)
async def push_items(
    allowance: AllowanceDep,
    key: OptionalKeyDep,
    batch: BatchDep,  # before the unit: a slow sender must not hold a connection
    caller: CallerDep,
    client: ClientDep,
    unit: UnitDep,
) -> Response:
    async def work() -> Answer:
        return Answer(200, await service.push_items(unit, client, batch.entries))

    if key is None:
        response = (await work()).response(is_replay=False)
    else:
        claim = Claim(client, caller.subject, contracts.PUSH_ITEMS.name, key, batch.content)
        response = await once(unit, claim, work)
    response.headers.update(allowance.headers)
    return response


@routes.serve(contracts.LOOK_UP_ITEMS)
async def look_up_items(body: contracts.ItemLookup, client: ClientDep, unit: UnitDep) -> Response:
    items = await service.look_up_items(unit, client, body.ids)
    return Response(msgspec.json.encode({"items": items, "next": None}), media_type="application/json")
