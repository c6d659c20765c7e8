"""HTTP of saved replies: parse, one use case, answer."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.contracts import reply as contracts
from services.contracts.values import Listed, Nothing
from services.reply.deps import DeskDep
from services.reply.saved import service
from services.runtime.operations import ClientDep, Routes, UnitDep

routes = Routes()


@routes.serve(contracts.LIST_SAVED_REPLIES)
async def list_saved(
    query: Annotated[contracts.SavedReplyQuery, Query()], client: ClientDep, unit: UnitDep
) -> Listed[contracts.SavedReply]:
    return await service.list_saved(unit, client, query)


@routes.serve(contracts.ADD_SAVED_REPLY)
async def add(body: contracts.NewSavedReply, client: ClientDep, unit: UnitDep) -> contracts.SavedReply:
    return await service.add(unit, client, body)


@routes.serve(contracts.GET_SAVED_REPLY)
async def get(saved: UUID, client: ClientDep, unit: UnitDep) -> contracts.SavedReply:
    return await service.get(unit, client, saved)


@routes.serve(contracts.CHANGE_SAVED_REPLY)
async def change(
    saved: UUID, body: contracts.NewSavedReply, client: ClientDep, unit: UnitDep
) -> contracts.SavedReply:
    return await service.change(unit, client, saved, body)


@routes.serve(contracts.REMOVE_SAVED_REPLY)
async def remove(saved: UUID, client: ClientDep, unit: UnitDep) -> Nothing:
    await service.remove(unit, client, saved)
    return Nothing()


@routes.serve(contracts.RESTORE_SAVED_REPLY)
async def restore(saved: UUID, client: ClientDep, unit: UnitDep) -> contracts.SavedReply:
    return await service.restore(unit, client, saved)


@routes.serve(contracts.OFFER_SAVED_REPLIES)
async def offer(
    body: contracts.OfferRequest, client: ClientDep, desk: DeskDep
) -> Listed[contracts.OfferedReply]:
    return await service.offer(desk, client, body)
