"""HTTP of drafting: parse, one use case, answer."""

from services.contracts import reply as contracts
from services.reply.deps import DeskDep
from services.reply.drafting import service
from services.runtime.operations import ClientDep, Routes

routes = Routes()


@routes.serve(contracts.DRAFT)
async def draft(body: contracts.DraftRequest, client: ClientDep, desk: DeskDep) -> contracts.Drafts:
    return await service.draft(desk, client, body.item_id)
