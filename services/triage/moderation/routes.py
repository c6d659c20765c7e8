"""Decisions and the charter over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.contracts.triage import DECIDE, LOOK_UP_DECISIONS, Decision, NewDecision
from services.contracts.triage.charter import (
    CHANGE_CHARTER,
    GET_CHARTER,
    LIST_CHARTERS,
    RESTORE_CHARTER,
    Charter,
    CharterRestoration,
    NewCharter,
)
from services.contracts.values import Listed, Lookup, Paging
from services.runtime.operations import ClientDep, Routes, UnitDep
from services.triage.automation.service import note_decision as note_for_rules
from services.triage.deps import ItemsAccountDep
from services.triage.learning.service import note_decision
from services.triage.moderation import service

routes = Routes()


@routes.serve(DECIDE)
async def decide(item: UUID, body: NewDecision, account: ItemsAccountDep, unit: UnitDep) -> Decision:
    decision = await service.decide(unit, item, body, account)
    await note_for_rules(unit, decision)
    await note_decision(unit, decision)
    return decision


@routes.serve(LOOK_UP_DECISIONS)
async def look_up_decisions(body: Lookup, client: ClientDep, unit: UnitDep) -> Listed[Decision]:
    return await service.look_up_decisions(unit, client, body.ids)


@routes.serve(GET_CHARTER)
async def get_charter(client: ClientDep, unit: UnitDep) -> Charter:
    return await service.read_charter(unit, client)


@routes.serve(CHANGE_CHARTER)
async def change_charter(body: NewCharter, client: ClientDep, unit: UnitDep) -> Charter:
    return await service.change_charter(unit, client, body)


@routes.serve(LIST_CHARTERS)
async def list_charters(
    query: Annotated[Paging, Query()], client: ClientDep, unit: UnitDep
) -> Listed[Charter]:
    return await service.list_charters(unit, client, query)


@routes.serve(RESTORE_CHARTER)
async def restore_charter(body: CharterRestoration, client: ClientDep, unit: UnitDep) -> Charter:
    return await service.restore_charter(unit, client, body)
