"""Second opinions over HTTP."""

from typing import Annotated

from fastapi import Depends, Request

from services.contracts.triage import (
    GET_OPINION_SETTING,
    LOOK_UP_OPINIONS,
    SET_OPINION_SETTING,
    NewOpinionSetting,
    Opinion,
    OpinionSetting,
)
from services.contracts.values import Listed, Lookup
from services.runtime.operations import ClientDep, Routes, UnitDep
from services.triage.opinion import service
from services.triage.opinion.clients import Endpoint

routes = Routes()


async def _endpoint(request: Request) -> Endpoint | None:
    found: Endpoint | None = request.app.state.opinion_endpoint
    return found


EndpointDep = Annotated[Endpoint | None, Depends(_endpoint)]


@routes.serve(GET_OPINION_SETTING)
async def get_opinion_setting(client: ClientDep, unit: UnitDep, endpoint: EndpointDep) -> OpinionSetting:
    return await service.get_setting(unit, client, endpoint)


@routes.serve(SET_OPINION_SETTING)
async def set_opinion_setting(
    body: NewOpinionSetting, client: ClientDep, unit: UnitDep, endpoint: EndpointDep
) -> OpinionSetting:
    return await service.set_setting(unit, client, endpoint, body)


@routes.serve(LOOK_UP_OPINIONS)
async def look_up_opinions(body: Lookup, client: ClientDep, unit: UnitDep) -> Listed[Opinion]:
    return await service.look_up(unit, client, body.ids)
