"""What automation asks of ingest: what an account can do, and which networks there are."""

from uuid import UUID

from services.contracts.ingest import GET_ACCOUNT, LIST_NETWORKS, Account
from services.runtime.callers import Actor
from services.runtime.context import Runtime


async def get_account(runtime: Runtime, client: UUID, account: UUID) -> Account:
    return await runtime.services.call(GET_ACCOUNT, Actor.system("rule", client), path={"account": account})


async def list_networks(runtime: Runtime) -> frozenset[str]:
    listed = await runtime.services.call(LIST_NETWORKS, Actor.system("rule"))
    return frozenset(network.code for network in listed.items)
