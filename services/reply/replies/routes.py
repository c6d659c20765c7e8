"""HTTP of replies: parse, one use case, answer."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from services.contracts import reply as contracts
from services.contracts.values import Listed, Lookup
from services.reply.deps import DeskDep
from services.reply.replies import service
from services.runtime.idempotency import Answer, Claim, once
from services.runtime.operations import ClientDep, KeyDep, Routes, UnitDep

routes = Routes()


@routes.serve(contracts.ADD_REPLY)
async def add(body: contracts.NewReply, client: ClientDep, desk: DeskDep, key: KeyDep) -> Response:
    target = await service.find_target(desk, client, body.item_id)
    wanted = body.model_dump_json().encode()
    claim = Claim(client, desk.caller.subject, contracts.ADD_REPLY.name, key, wanted)
    async with desk.unit(client) as unit:

        async def work() -> Answer:
            added = await service.add(unit, client, body, target)
            return Answer(contracts.ADD_REPLY.status, added.model_dump_json().encode())

        return await once(unit, claim, work)


@routes.serve(contracts.LIST_REPLIES)
async def list_replies(
    query: Annotated[contracts.ReplyQuery, Query()], unit: UnitDep
) -> Listed[contracts.Reply]:
    return await service.list_page(unit, query)


@routes.serve(contracts.GET_REPLY)
async def get(reply: UUID, unit: UnitDep) -> contracts.Reply:
    return await service.get(unit, reply)


@routes.serve(contracts.LOOK_UP_REPLIES)
async def look_up(body: Lookup, client: ClientDep, unit: UnitDep) -> Listed[contracts.Reply]:
    return await service.look_up(unit, client, body.ids)


@routes.serve(contracts.CHANGE_REPLY)
async def change(reply: UUID, body: contracts.ReplyText, unit: UnitDep) -> contracts.Reply:
    return await service.change(unit, reply, body.text)


@routes.serve(contracts.ACCEPT_REPLY)
async def accept(reply: UUID, body: contracts.Approval, unit: UnitDep) -> contracts.Reply:
    return await service.accept(unit, reply, body.text_hash)


@routes.serve(contracts.RECALL_REPLY)
async def recall(reply: UUID, desk: DeskDep) -> contracts.Reply:
    return await service.recall(desk, reply)


@routes.serve(contracts.SEND_REPLY_NOW)
async def send_now(reply: UUID, unit: UnitDep) -> contracts.Reply:
    return await service.send_now(unit, reply)
