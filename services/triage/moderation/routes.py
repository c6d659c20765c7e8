"""Decisions over HTTP."""

from uuid import UUID

from services.contracts.triage import DECIDE, LOOK_UP_DECISIONS, Decision, NewDecision
from services.contracts.values import Listed, Lookup
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
