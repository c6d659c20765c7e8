"""HTTP of voices: parse, one use case, answer."""

from services.contracts import reply as contracts
from services.reply.voices import service
from services.runtime.operations import ClientDep, Routes, UnitDep

routes = Routes()


@routes.serve(contracts.GET_VOICE)
async def get_voice(client: ClientDep, unit: UnitDep) -> contracts.Voice:
    return await service.get_voice(unit, client)


@routes.serve(contracts.SET_VOICE)
async def set_voice(body: contracts.Voice, client: ClientDep, unit: UnitDep) -> contracts.Voice:
    return await service.set_voice(unit, client, body)
