"""Use cases of clients, and of those who read accounts; what changes those is in `accounts`, API keys in `keys`."""

import json
from datetime import datetime
from typing import cast
from uuid import UUID

from services.contracts.ingest import Account, ChangedClient, Client, DirectoryQuery, NewClient, Sector
from services.contracts.values import Listed
from services.ingest.directory import repository
from services.ingest.directory.domain import (
    AccountRef,
    OpenAccount,
    identity,
    is_time_zone,
)
from services.ingest.directory.models import AccountRow, ClientRow
from services.ingest.directory.troubles import trouble_of
from services.ingest.errors import taken, unusable
from services.ingest.networks.capabilities import Act, Capabilities, Listening
from services.ingest.networks.errors import NetworkError
from services.ingest.networks.registry import NETWORKS
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.paging import cursor_at, cut, read_id
from services.runtime.secrets import Vault

# Topic of the event log; its key is the client.
CLIENT_CHANGED = "client.changed"


async def resolve_slug(runtime: Runtime, slug: str) -> UUID | None:
    """Return the id of the client of that slug, for callers who may see every client."""
    async with runtime.database.unit([], actor="system:directory") as unit:
        return await repository.find_client_id(unit.session, slug)


async def list_client_ids(unit: Unit) -> frozenset[UUID]:
    """Return the ids of all clients, whatever the unit itself may see."""
    return await repository.list_client_ids(unit.session)


async def add_client(unit: Unit, client: UUID, new: NewClient) -> Client:
    """Add a client under an id for which the unit was opened."""
    _check_zone(new.time_zone)
    row = ClientRow(
        client_id=client,
        slug=new.slug,
        name=new.name,
        time_zone=new.time_zone,
        sector=new.sector,
        colour=await repository.next_colour(unit.session),
        created_at=unit.clock.now(),
    )
    if not await repository.add_client(unit.session, row):
        raise taken("slug")
    return _client(row)


async def change_client(unit: Unit, client: UUID, changed: ChangedClient) -> Client:
    _check_zone(changed.time_zone)
    row = await repository.get_client(unit.session, client)
    row.sqlmodel_update(changed.model_dump(exclude_none=True))
    unit.happened(client, CLIENT_CHANGED, [client])
    return _client(row)


async def get_client(unit: Unit, client: UUID) -> Client:
    return _client(await repository.get_client(unit.session, client))


async def list_clients(unit: Unit, query: DirectoryQuery) -> Listed[Client]:
    after = read_id(query.cursor)
    rows = await repository.list_clients(unit.session, unit.clients, after=after, limit=query.limit + 1)
    page, has_more = cut(rows, query.limit)
    return Listed(
        items=[_client(row) for row in page], next=cursor_at(page[-1].client_id) if has_more else None
    )


async def get_account(unit: Unit, account: UUID) -> Account:
    return await account_of(unit, await repository.get_account(unit.session, unit.clients, account))


async def account_of(unit: Unit, row: AccountRow) -> Account:
    """Return a row as others see it: with what its network offers, and when it is read next."""
    due = await repository.list_next_syncs(unit, [row.id])
    return _account(row, due.get(row.id))


async def list_accounts(unit: Unit, client: UUID | None, query: DirectoryQuery) -> Listed[Account]:
    """List accounts of one client, or of all that the unit sees; another's client has none."""
    clients = unit.clients if client is None else unit.clients & {client}
    after = read_id(query.cursor)
    rows = await repository.list_accounts(unit.session, clients, after=after, limit=query.limit + 1)
    page, has_more = cut(rows, query.limit)
    due = await repository.list_next_syncs(unit, [row.id for row in page])
    items = [_account(row, due.get(row.id)) for row in page]
    return Listed(items=items, next=cursor_at(page[-1].id) if has_more else None)


async def account_refs(unit: Unit, client: UUID, slugs: frozenset[str]) -> dict[str, AccountRef]:
    """Return by slug those of a client's accounts that exist."""
    found = await repository.list_account_refs(unit.direct, client, slugs)
    return {account.slug: account for account in found}


async def open_account(unit: Unit, vault: Vault, account: UUID) -> OpenAccount:
    """Return an account with its credentials opened.

    Raises NotFound, and WrongKeyError when they were sealed under another key.
    """
    row = await repository.get_account(unit.session, unit.clients, account)
    sealed = row.credentials
    opened = vault.open(sealed, identity=identity(row.client_id, row.id)) if sealed is not None else b"{}"
    return OpenAccount(
        id=row.id,
        client_id=row.client_id,
        slug=row.slug,
        network=row.network,
        url=row.url,
        is_pulled=is_pulled(row),
        interval_seconds=row.interval_seconds,
        own_author_id=row.own_author_id,
        is_removed=row.removed_at is not None,
        credentials=json.loads(opened),
    )


async def note_sync(
    unit: Unit,
    client: UUID,
    account: UUID,
    *,
    at: datetime,
    error: NetworkError | None = None,
    still_came: bool = False,
) -> None:
    """Note on an account how its newest pull ended; a failure leaves the time of the last good one.

    `still_came` says that what was read is good all the same, and `error` a remark.
    """
    values: dict[str, object] = (
        {"last_error": None, "trouble": None}
        if error is None
        else {"last_error": error.code, "trouble": trouble_of(error)}
    )
    if error is None or still_came:
        values["last_sync_at"] = at
    await repository.note_sync(unit.session, client, account, values)


def is_pulled(row: AccountRow) -> bool:
    """A network that must be asked, an address at which to ask it, and nobody who said not to."""
    capabilities = _capabilities(row.network)
    is_asked = capabilities is not None and capabilities.listening is Listening.POLLING and bool(row.url)
    return is_asked and not row.is_paused and row.removed_at is None


def _check_zone(time_zone: str) -> None:
    if not is_time_zone(time_zone):
        raise unusable("time_zone", "unknown", "is not a time zone such as Europe/Paris")


def _client(row: ClientRow) -> Client:
    return Client(
        id=row.client_id,
        slug=row.slug,
        name=row.name,
        time_zone=row.time_zone,
        colour=row.colour,
        sector=cast(Sector, row.sector),
        created_at=row.created_at,
    )


def _account(row: AccountRow, next_sync_at: datetime | None) -> Account:
    capabilities = _capabilities(row.network)

    def offers(act: Act) -> bool:
        return capabilities is not None and capabilities.offers(act) and row.removed_at is None

    return Account(
        **row.model_dump(exclude={"credentials"}),
        has_credentials=row.credentials is not None,
        next_sync_at=next_sync_at if is_pulled(row) else None,
        is_pulled=is_pulled(row),
        text_limit=capabilities.text_limit if capabilities else None,
        can_reply=offers(Act.REPLY),
        can_hide=offers(Act.HIDE),
        can_unhide=offers(Act.UNHIDE),
        can_mark_spam=offers(Act.MARK_SPAM),
        can_delete=offers(Act.DELETE),
        can_restore=offers(Act.RESTORE),
    )


def _capabilities(network: str) -> Capabilities | None:
    found = NETWORKS.get(network)
    return found.capabilities if found else None
