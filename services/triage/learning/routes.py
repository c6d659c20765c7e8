"""Corrections over HTTP."""

from uuid import UUID

from services.contracts.triage import CORRECT_LABEL, Correction, NewLabel
from services.contracts.values import Listed
from services.runtime.operations import Routes, UnitDep
from services.triage.automation.service import note_correction
from services.triage.learning import service

routes = Routes()


@routes.serve(CORRECT_LABEL)
async def correct_label(item: UUID, body: NewLabel, unit: UnitDep) -> Listed[Correction]:
    corrections = await service.correct(unit, item, body)
    await note_correction(unit, item)
    return Listed(items=corrections)
