"""HTTP of the intake. What a handler asks for is resolved in the order of its signature."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from fastapi import Depends, Request
from starlette.responses import Response

from services.contracts import ingest as contracts
from services.contracts.values import Lookup
from services.ingest.intake import service
from services.ingest.intake.reading.request import Batch, Sent, is_quickly_read, read_batch, receive
from services.runtime.idempotency import HEADER, Answer, Claim, once, require_key
from services.runtime.limits import Allowance, RateLimit, Turns
from services.runtime.operations import CallerDep, ClientDep, Routes, UnitDep

routes = Routes()


async def take_allowance(request: Request, caller: CallerDep) -> Allowance:
    """Raises TooMany before a byte of the body is read."""
    limit: RateLimit = request.app.state.intake_limit
    return limit.take(caller.subject)


async def optional_key(request: Request) -> str | None:
    given = request.headers.get(HEADER)
    return require_key(given) if given is not None else None


SentDep = Annotated[Sent, Depends(receive)]


async def wait_for_turn(request: Request, caller: CallerDep, sent: SentDep) -> AsyncIterator[Sent]:
    """Raises TooMany when too many of the caller's own batches wait already.

    What was sent is here in full by then: a slow sender holds neither a turn nor a connection.
    """
    turns: Turns = request.app.state.intake_turns
    async with turns.take(caller.subject):
        yield sent


async def read(sent: Annotated[Sent, Depends(wait_for_turn, scope="function")]) -> Batch:
    """Read what may take long in a thread, so that others are answered meanwhile."""
    return read_batch(sent) if is_quickly_read(sent) else await asyncio.to_thread(read_batch, sent)


AllowanceDep = Annotated[Allowance, Depends(take_allowance)]
OptionalKeyDep = Annotated[str | None, Depends(optional_key)]
BatchDep = Annotated[Batch, Depends(read)]


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
async def look_up_items(body: Lookup, client: ClientDep, unit: UnitDep) -> Response:
    items = await service.look_up_items(unit, client, body.ids)
    return Response(msgspec.json.encode({"items": items, "next": None}), media_type="application/json")
