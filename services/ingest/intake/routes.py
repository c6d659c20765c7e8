"""HTTP of the intake. What a handler asks for is resolved in the order of its signature."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from services.contracts import ingest as contracts
from services.contracts.values import Listed, Lookup
from services.ingest.intake import service
from services.ingest.intake.reading.request import Batch, Sent, is_quickly_read, read_batch, receive
from services.runtime.idempotency import HEADER, Answer, Claim, once, require_key
from services.runtime.limits import Allowance, RateLimit, Turns
from services.runtime.operations import CallerDep, ClientDep, Routes, UnitDep

routes = Routes()


@dataclass(frozen=True, slots=True)
class Posted:
    """A batch that has its turn, under the key that was given with it, and what its sender has left."""

    batch: Batch
    key: str | None
    allowance: Allowance


async def take_in(request: Request, caller: CallerDep) -> AsyncIterator[Posted]:
    """Raises TooMany before a byte of the body is read, or when too many of the caller's own batches wait already.

    What was sent is here in full when it waits: a slow sender holds neither a turn nor a connection.
    """
    limit: RateLimit = request.app.state.intake_limit
    turns: Turns = request.app.state.intake_turns
    allowance = limit.take(caller.subject)
    given = request.headers.get(HEADER)
    key = require_key(given) if given is not None else None
    sent = await receive(request)
    async with turns.take(caller.subject):
        yield Posted(await read(sent), key, allowance)


async def read(sent: Sent) -> Batch:
    """Read what may take long in a thread, so that others are answered meanwhile."""
    return read_batch(sent) if is_quickly_read(sent) else await asyncio.to_thread(read_batch, sent)


# One dependency and not five, which would cost a batch of one item a twentieth of its time.
PostedDep = Annotated[Posted, Depends(take_in, scope="function")]


@routes.serve(contracts.PUSH_ITEMS)
async def push_items(
    posted: PostedDep,  # before the unit: a slow sender must not hold a connection
    caller: CallerDep,
    client: ClientDep,
    unit: UnitDep,
) -> Response:
    async def work() -> Answer:
        return Answer(200, await service.push_items(unit, client, posted.batch.entries))

    if posted.key is None:
        response = (await work()).response(is_replay=False)
    else:
        claim = Claim(client, caller.subject, contracts.PUSH_ITEMS.name, posted.key, posted.batch.content)
        response = await once(unit, claim, work)
    response.headers.update(posted.allowance.headers)
    return response


@routes.serve(contracts.LOOK_UP_ITEMS)
async def look_up_items(body: Lookup, client: ClientDep, unit: UnitDep) -> Listed[contracts.Item]:
    return Listed(items=await service.look_up_items(unit, client, body.ids), next=None)
