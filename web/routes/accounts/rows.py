"""Accounts as pages show them: what state one is in, and what its network asks for and offers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from services.contracts.ingest import (
    LIST_ACCOUNTS,
    LIST_NETWORKS,
    Account,
    AccountQuery,
    Client,
    Network,
    Sync,
)
from web.pages.accounts.context import (
    AccountRow,
    AccountState,
    ClientAccounts,
    ClientHead,
    CredentialInput,
    NetworkChoice,
    SyncShown,
)
from web.seat import Seat


async def list_accounts(seat: Seat, client: UUID | None = None) -> list[Account]:
    """Return the accounts of one client, or of all that the person sees."""
    listed = await seat.ask(LIST_ACCOUNTS, query=AccountQuery(client=client))
    found = list(listed.items)
    while listed.next:
        listed = await seat.ask(LIST_ACCOUNTS, query=AccountQuery(client=client, cursor=listed.next))
        found += listed.items
    return found


async def list_networks(seat: Seat) -> dict[str, Network]:
    return {network.code: network for network in (await seat.ask(LIST_NETWORKS)).items}


def head_of(client: Client) -> ClientHead:
    return ClientHead(client.slug, client.name, client.colour)


def by_client(accounts: Iterable[Account]) -> Mapping[UUID, list[Account]]:
    found: dict[UUID, list[Account]] = defaultdict(list)
    for account in accounts:
        found[account.client_id].append(account)
    return found


def client_accounts(client: Client, accounts: Sequence[Account], sync: Sync | None = None) -> ClientAccounts:
    """Return a client with its accounts, those at the end that were removed."""
    rows = sorted((row_of(account, sync) for account in accounts), key=lambda row: row.state == "removed")
    return ClientAccounts(client.slug, client.name, client.colour, client.time_zone, tuple(rows))


def row_of(account: Account, sync: Sync | None = None) -> AccountRow:
    own = sync if sync is not None and sync.account_id == account.id else None
    return AccountRow(
        account_id=account.id,
        slug=account.slug,
        network=account.network,
        name=account.name or account.slug,
        url=account.url,
        state=_state(account, own),
        can_reply=account.can_reply,
        can_hide=account.can_hide,
        interval_seconds=account.interval_seconds,
        last_sync_at=account.last_sync_at,
        next_sync_at=account.next_sync_at,
        trouble=account.trouble,
        last_error=account.last_error,
        sync=SyncShown(own.state, own.found, own.error) if own else None,
    )


def choice_of(network: Network) -> NetworkChoice:
    return NetworkChoice(
        code=network.code,
        is_pulled=network.is_pulled,
        poll_seconds=network.poll_seconds,
        acts=tuple(network.acts),
        credentials=tuple(CredentialInput(one.name, one.is_secret) for one in network.credentials),
    )


def _state(account: Account, sync: Sync | None) -> AccountState:
    if account.removed_at is not None:
        return "removed"
    if account.is_paused:
        return "paused"
    if not account.is_pulled:
        return "pushed"
    if sync is not None and sync.state in {"queued", "running"}:
        return "syncing"
    return "failing" if account.last_error and account.trouble != "moved" else "coming"
