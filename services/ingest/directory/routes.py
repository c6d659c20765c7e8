"""HTTP of the directory."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.contracts import ingest as contracts
from services.contracts.values import Listed, Paging
from services.ingest.deps import FoundingUnitDep, VisibleUnitDep
from services.ingest.directory import keys, service
from services.runtime.operations import CallerDep, ClientDep, Routes, RuntimeDep, UnitDep

routes = Routes()


@routes.serve(contracts.ADD_CLIENT)
async def add_client(body: contracts.NewClient, unit: FoundingUnitDep) -> contracts.Client:
    (client,) = unit.clients
    return await service.add_client(unit, client, body)


@routes.serve(contracts.LIST_CLIENTS)
async def list_clients(
    query: Annotated[contracts.DirectoryQuery, Query()], unit: VisibleUnitDep
) -> Listed[contracts.Client]:
    return await service.list_clients(unit, query)


@routes.serve(contracts.GET_CLIENT)
async def get_client(client: ClientDep, unit: UnitDep) -> contracts.Client:
    return await service.get_client(unit, client)


@routes.serve(contracts.ADD_ACCOUNT)
async def add_account(
    body: contracts.NewAccount, client: ClientDep, unit: UnitDep, runtime: RuntimeDep
) -> contracts.Account:
    return await service.add_account(unit, runtime.vault, client, body)


@routes.serve(contracts.LIST_ACCOUNTS)
async def list_accounts(
    query: Annotated[contracts.AccountQuery, Query()], unit: VisibleUnitDep
) -> Listed[contracts.Account]:
    return await service.list_accounts(unit, query.client, query)


@routes.serve(contracts.GET_ACCOUNT)
async def get_account(account: UUID, unit: VisibleUnitDep) -> contracts.Account:
    return await service.get_account(unit, account)


@routes.serve(contracts.ADD_KEY)
async def add_key(body: contracts.NewKey, client: ClientDep, unit: UnitDep) -> contracts.IssuedKey:
    return await keys.add_key(unit, client, body)


@routes.serve(contracts.LIST_KEYS)
async def list_keys(
    query: Annotated[Paging, Query()], client: ClientDep, unit: UnitDep
) -> Listed[contracts.Key]:
    return await keys.list_keys(unit, client, query)


@routes.serve(contracts.REVOKE_KEY)
async def revoke_key(key: str, client: ClientDep, unit: UnitDep) -> contracts.Key:
    return await keys.revoke_key(unit, client, key)


@routes.serve(contracts.EXCHANGE_KEY)
async def exchange_key(
    body: contracts.KeyExchange, caller: CallerDep, runtime: RuntimeDep
) -> contracts.ExchangedKey:
    return await keys.exchange_key(runtime.database, runtime.signer, caller, body)
