"""What triage's handlers ask for beside the runtime's own dependencies."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.contracts.triage import NewDecision
from services.runtime.operations import CallerDep, RuntimeDep
from services.runtime.problems import Problem
from services.triage.errors import CannotHide
from services.triage.moderation.clients import get_account
from services.triage.queue.service import find_item


async def check_network(item: UUID, body: NewDecision, caller: CallerDep, runtime: RuntimeDep) -> None:
    """Refuse a decision that the item's network cannot carry out, before the request's unit begins.

    Ingest is asked while no transaction is open. Raises NotFound and CannotHide; when ingest cannot
    say, the decision is taken all the same, and ingest will say later what it can do.
    """
    if body.kind != "hide":
        return
    async with runtime.database.unit(caller.clients or (), actor=caller.subject) as unit:
        found = await find_item(unit, item)
    try:
        account = await get_account(runtime, found.client_id, found.account_id)
    except Problem as problem:
        if problem.status < 500:
            raise
        return
    if not account.can_hide:
        raise CannotHide(account.network)


FeasibleDep = Annotated[None, Depends(check_network)]
