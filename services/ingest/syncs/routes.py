"""HTTP of syncs."""

from uuid import UUID

from services.contracts.ingest import GET_SYNC, START_SYNC, Sync
from services.ingest.syncs import service
from services.runtime.operations import Routes, UnitDep

routes = Routes()


@routes.serve(START_SYNC)
async def start_sync(account: UUID, unit: UnitDep) -> Sync:
    return await service.start(unit, account)


@routes.serve(GET_SYNC)
async def get_sync(sync: UUID, unit: UnitDep) -> Sync:
    return await service.get(unit, sync)
