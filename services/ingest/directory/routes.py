"""HTTP of the directory."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.contracts import ingest as contracts
from services.contracts.values import Listed, Paging
from services.ingest.deps import AdaptersDep, FoundingUnitDep, OpenAccountDep, VisibleUnitDep
from services.ingest.directory import accounts, checking, keys, service
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


@routes.serve(contracts.CHANGE_CLIENT)
async def change_client(body: contracts.ChangedClient, client: ClientDep, unit: UnitDep) -> contracts.Client:
    return await service.change_client(unit, client, body)


@routes.serve(contracts.ADD_ACCOUNT)
async def add_account(
    body: contracts.NewAccount, client: ClientDep, unit: UnitDep, runtime: RuntimeDep
) -> contracts.Account:
    return await accounts.add_account(unit, runtime.vault, client, body)


@routes.serve(contracts.LIST_ACCOUNTS)
async def list_accounts(
    query: Annotated[contracts.AccountQuery, Query()], unit: VisibleUnitDep
) -> Listed[contracts.Account]:
    return await service.list_accounts(unit, query.client, query)


@routes.serve(contracts.GET_ACCOUNT)
async def get_account(account: UUID, unit: VisibleUnitDep) -> contracts.Account:
    return await service.get_account(unit, account)


@routes.serve(contracts.CHANGE_ACCOUNT)
async def change_account(
    account: UUID, body: contracts.AccountValues, unit: VisibleUnitDep
) -> contracts.Account:
    return await accounts.change_account(unit, account, body)


@routes.serve(contracts.RENEW_CREDENTIALS)
async def renew_credentials(
    account: UUID, body: contracts.NewCredentials, unit: VisibleUnitDep, runtime: RuntimeDep
) -> contracts.Account:
    return await accounts.renew_credentials(unit, runtime.vault, account, body)


@routes.serve(contracts.PAUSE_ACCOUNT)
async def pause_account(account: UUID, unit: VisibleUnitDep) -> contracts.Account:
    return await accounts.pause_account(unit, account)


@routes.serve(contracts.RESUME_ACCOUNT)
async def resume_account(account: UUID, unit: VisibleUnitDep) -> contracts.Account:
    return await accounts.resume_account(unit, account)


@routes.serve(contracts.REMOVE_ACCOUNT)
async def remove_account(account: UUID, unit: VisibleUnitDep) -> contracts.Account:
    return await accounts.remove_account(unit, account)


@routes.serve(contracts.RESTORE_ACCOUNT)
async def restore_account(account: UUID, unit: VisibleUnitDep) -> contracts.Account:
    return await accounts.restore_account(unit, account)


@routes.serve(contracts.CHECK_ACCOUNT)
async def check_account(account: OpenAccountDep, adapters: AdaptersDep) -> contracts.AccountCheck:
    return await checking.check_account(adapters, account)


@routes.serve(contracts.LIST_NETWORKS)
async def list_networks() -> Listed[contracts.Network]:
    return checking.list_networks()


@routes.serve(contracts.ADD_KEY)
async def add_key(
    body: contracts.NewKey, client: ClientDep, unit: UnitDep, runtime: RuntimeDep
) -> contracts.IssuedKey:
    return await keys.add_key(unit, runtime.key_door, client, body)


@routes.serve(contracts.LIST_KEYS)
async def list_keys(
    query: Annotated[Paging, Query()], client: ClientDep, unit: UnitDep
) -> Listed[contracts.Key]:
    return await keys.list_keys(unit, client, query)


@routes.serve(contracts.ROTATE_KEY)
async def rotate_key(
    key: str, body: contracts.Rotation, client: ClientDep, unit: UnitDep, runtime: RuntimeDep
) -> contracts.IssuedKey:
    return await keys.rotate_key(unit, runtime.key_door, client, key, body)


@routes.serve(contracts.REVOKE_KEY)
async def revoke_key(key: str, client: ClientDep, unit: UnitDep) -> contracts.Key:
    return await keys.revoke_key(unit, client, key)


@routes.serve(contracts.EXCHANGE_KEY)
async def exchange_key(
    body: contracts.KeyExchange, caller: CallerDep, runtime: RuntimeDep
) -> contracts.ExchangedKey:
    return await keys.exchange_key(runtime, caller, body)
