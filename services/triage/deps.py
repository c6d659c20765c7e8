"""What triage's handlers ask for beside the runtime's own dependencies."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.contracts.ingest import Account
from services.contracts.triage import NewDecision
from services.runtime.operations import CallerDep, RuntimeDep
from services.runtime.problems import Problem
from services.triage.moderation.clients import get_account
from services.triage.moderation.domain import acts_for
from services.triage.queue.service import find_item


async def items_account(
    item: UUID, body: NewDecision, caller: CallerDep, runtime: RuntimeDep
) -> Account | None:
    """The account of a message that the network has to be asked about, before the request's unit begins.

    Ingest is asked while no transaction is open. None where the network need not be asked, and when ingest cannot
    say: the decision is taken all the same then, and ingest will say later what it can do. Raises NotFound.
    """
    async with runtime.database.unit(caller.clients or (), actor=caller.subject) as unit:
        found = await find_item(unit, item)
    if not acts_for(body.kind, body.reason, found):
        return None
    try:
        return await get_account(runtime, found.client_id, found.account_id)
    except Problem as problem:
        if problem.status < 500:
            raise
        return None


ItemsAccountDep = Annotated[Account | None, Depends(items_account)]
