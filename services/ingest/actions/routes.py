"""HTTP of actions."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from starlette.responses import Response

from services.contracts.ingest import (
    CANCEL_ACTION,
    GET_ACTION,
    LIST_ACTIONS,
    LOOK_UP_ACTIONS,
    REQUEST_ACTION,
    SETTLE_ACTION,
    Action,
    ActionQuery,
    NewAction,
    SettledAction,
)
from services.contracts.values import Listed, Lookup
from services.ingest.actions import service
from services.runtime.idempotency import Answer, Claim, once
from services.runtime.operations import CallerDep, ClientDep, KeyDep, Routes, UnitDep

routes = Routes()


@routes.serve(REQUEST_ACTION)
async def request_action(
    body: NewAction, key: KeyDep, caller: CallerDep, unit: UnitDep, request: Request
) -> Response:
    async def work() -> Answer:
        action = await service.request(unit, body)
        return Answer(REQUEST_ACTION.status, action.model_dump_json().encode())

    claim = Claim(body.client, caller.subject, REQUEST_ACTION.name, key, await request.body())
    return await once(unit, claim, work)


@routes.serve(GET_ACTION)
async def get_action(action: UUID, unit: UnitDep) -> Action:
    return await service.get(unit, action)


@routes.serve(LOOK_UP_ACTIONS)
async def look_up_actions(body: Lookup, client: ClientDep, unit: UnitDep) -> Listed[Action]:
    return await service.look_up(unit, client, body.ids)


@routes.serve(LIST_ACTIONS)
async def list_actions(query: Annotated[ActionQuery, Query()], unit: UnitDep) -> Listed[Action]:
    return await service.list_page(unit, query)


@routes.serve(CANCEL_ACTION)
async def cancel_action(action: UUID, unit: UnitDep) -> Action:
    return await service.cancel(unit, action)


@routes.serve(SETTLE_ACTION)
async def settle_action(action: UUID, body: SettledAction, unit: UnitDep) -> Action:
    return await service.settle_by_person(unit, action, body.outcome)
