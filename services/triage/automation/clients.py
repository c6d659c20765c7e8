"""What automation asks of ingest: what an account can do."""

from uuid import UUID

from services.contracts.ingest import GET_ACCOUNT, Account
from services.runtime.callers import Actor
from services.runtime.context import Runtime


async def get_account(runtime: Runtime, client: UUID, account: UUID) -> Account:
    return await runtime.services.call(GET_ACCOUNT, Actor.system("rule", client), path={"account": account})
