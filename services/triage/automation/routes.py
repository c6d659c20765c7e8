"""Automation over HTTP."""

from uuid import UUID

from services.contracts.triage import (
    ADD_AUTOMATION,
    CHANGE_AUTOMATION,
    GET_AUTOMATION,
    LIST_AUTOMATION,
    LIST_STOPPED_AUTOMATION,
    REMOVE_AUTOMATION,
    SWITCH_AUTOMATION,
    Automation,
    Switch,
)
from services.contracts.values import Listed, Nothing
from services.runtime.operations import ClientDep, Routes, UnitDep
from services.triage.automation import service
from services.triage.automation.deps import RuleDep

routes = Routes()


@routes.serve(LIST_AUTOMATION)
async def list_automation(client: ClientDep, unit: UnitDep) -> Listed[Automation]:
    return await service.list_rules(unit, client)


@routes.serve(LIST_STOPPED_AUTOMATION)
async def list_stopped_automation(unit: UnitDep) -> Listed[Automation]:
    return await service.list_stopped(unit)


@routes.serve(ADD_AUTOMATION)
async def add_automation(body: RuleDep, client: ClientDep, unit: UnitDep) -> Automation:
    return await service.add(unit, client, body)


@routes.serve(GET_AUTOMATION)
async def get_automation(rule: UUID, client: ClientDep, unit: UnitDep) -> Automation:
    return await service.get(unit, client, rule)


@routes.serve(CHANGE_AUTOMATION)
async def change_automation(rule: UUID, body: RuleDep, client: ClientDep, unit: UnitDep) -> Automation:
    return await service.change(unit, client, rule, body)


@routes.serve(SWITCH_AUTOMATION)
async def switch_automation(rule: UUID, body: Switch, client: ClientDep, unit: UnitDep) -> Automation:
    return await service.switch(unit, client, rule, is_on=body.is_on)


@routes.serve(REMOVE_AUTOMATION)
async def remove_automation(rule: UUID, client: ClientDep, unit: UnitDep) -> Nothing:
    await service.remove(unit, client, rule)
    return Nothing()
