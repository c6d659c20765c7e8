"""Learning over HTTP: corrections, what came of them, and the layer that stands."""

from uuid import UUID

from services.contracts.triage import (
    CHOOSE_LAYER,
    CORRECT_LABEL,
    GET_LEARNING,
    LIST_LAYERS,
    REFIT_LAYER,
    ClientLayer,
    Correction,
    Learning,
    NewLabel,
    StandingLayer,
)
from services.contracts.values import Listed, Nothing
from services.runtime.operations import ClientDep, Routes, UnitDep
from services.triage.automation.service import note_correction
from services.triage.learning import service

routes = Routes()


@routes.serve(CORRECT_LABEL)
async def correct_label(item: UUID, body: NewLabel, unit: UnitDep) -> Listed[Correction]:
    corrections = await service.correct(unit, item, body)
    await note_correction(unit, item)
    return Listed(items=corrections)


@routes.serve(GET_LEARNING)
async def get_learning(client: ClientDep, unit: UnitDep) -> Learning:
    return await service.read_learning(unit, client)


@routes.serve(LIST_LAYERS)
async def list_layers(client: ClientDep, unit: UnitDep) -> Listed[ClientLayer]:
    return await service.list_layers(unit, client)


@routes.serve(REFIT_LAYER)
async def refit_layer(client: ClientDep, unit: UnitDep) -> Nothing:
    await service.ask_refit(unit, client)
    return Nothing()


@routes.serve(CHOOSE_LAYER)
async def choose_layer(body: StandingLayer, client: ClientDep, unit: UnitDep) -> Listed[ClientLayer]:
    await service.choose(unit, client, body.layer)
    return await service.list_layers(unit, client)
