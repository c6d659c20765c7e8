"""Use cases that add and change accounts; reading them is in `service`."""

import json
from uuid import UUID

from services.contracts.ingest import Account, AccountValues, NewAccount, NewCredentials
from services.contracts.problem import FieldError
from services.ingest.directory import repository
from services.ingest.directory.domain import PUSHED_NETWORKS, SYNC_DUE, identity
from services.ingest.directory.models import AccountRow
from services.ingest.directory.service import account_of, is_pulled
from services.ingest.errors import taken, unusable
from services.ingest.networks.registry import NETWORKS
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.problems import Conflict, Invalid
from services.runtime.secrets import Vault
from services.runtime.timers import drop_timer, set_timer

# Topics of the event log; keys are the accounts. They say who changed what and when, never to what.
ADDED = "account.added"
CHANGED = "account.changed"
CREDENTIALS_RENEWED = "account.credentials_renewed"
PAUSED = "account.paused"
RESUMED = "account.resumed"
REMOVED = "account.removed"
RESTORED = "account.restored"


async def add_account(unit: Unit, vault: Vault, client: UUID, new: NewAccount) -> Account:
    """Add an account; one that is pulled is due at once."""
    if new.network not in NETWORKS.keys() | PUSHED_NETWORKS:
        known = ", ".join(sorted(NETWORKS.keys() | PUSHED_NETWORKS))
        raise unusable("network", "unknown", f"must be one of {known}")
    _check_credentials(new.network, new.credentials)
    await repository.get_client(unit.session, client)
    account = new_id()
    row = AccountRow(
        client_id=client,
        id=account,
        **new.model_dump(exclude={"credentials"}),
        credentials=_seal(vault, client, account, new.credentials),
        created_at=unit.clock.now(),
    )
    if not await repository.add_account(unit.session, row):
        raise taken("slug")
    return await _kept(unit, row, ADDED)


async def change_account(unit: Unit, account: UUID, values: AccountValues) -> Account:
    """Change what people call it and where it is; from a new address it is read at once."""
    row = await _get(unit, account)
    row.sqlmodel_update(values.model_dump())
    return await _kept(unit, row, CHANGED)


async def renew_credentials(unit: Unit, vault: Vault, account: UUID, new: NewCredentials) -> Account:
    row = await _get(unit, account)
    _check_credentials(row.network, new.credentials)
    row.credentials = _seal(vault, row.client_id, row.id, new.credentials)
    return await _kept(unit, row, CREDENTIALS_RENEWED)


async def pause_account(unit: Unit, account: UUID) -> Account:
    """Stop reading it; acts and what is pushed go on. Twice changes nothing."""
    row = await _get(unit, account)
    if row.is_paused:
        return await account_of(unit, row)
    row.is_paused = True
    return await _kept(unit, row, PAUSED)


async def resume_account(unit: Unit, account: UUID) -> Account:
    """Read it again from where it stopped, at once. Twice changes nothing."""
    row = await _get(unit, account)
    if not row.is_paused:
        return await account_of(unit, row)
    row.is_paused = False
    return await _kept(unit, row, RESUMED)


async def remove_account(unit: Unit, account: UUID) -> Account:
    """Stop reading it and acting there; what came in stays. Twice changes nothing, and `restore` undoes it."""
    row = await repository.lock_account(unit.session, unit.clients, account)
    if row.removed_at is not None:
        return await account_of(unit, row)
    row.removed_at = unit.clock.now()
    return await _kept(unit, row, REMOVED)


async def restore_account(unit: Unit, account: UUID) -> Account:
    row = await repository.lock_account(unit.session, unit.clients, account)
    if row.removed_at is None:
        return await account_of(unit, row)
    row.removed_at = None
    return await _kept(unit, row, RESTORED)


async def _get(unit: Unit, account: UUID) -> AccountRow:
    """Return the account to change; raises Conflict for one that was removed."""
    row = await repository.lock_account(unit.session, unit.clients, account)
    if row.removed_at is not None:
        raise Conflict("The account was removed; restore it first.", code="account_removed")
    return row


async def _kept(unit: Unit, row: AccountRow, topic: str) -> Account:
    """Note the change, and read the account at once if it is read at all."""
    if is_pulled(row):
        await set_timer(unit, row.client_id, SYNC_DUE, str(row.id), unit.clock.now())
    else:
        await drop_timer(unit, row.client_id, SYNC_DUE, str(row.id))
    unit.happened(row.client_id, topic, [row.id])
    await unit.session.flush()
    return await account_of(unit, row)


def _check_credentials(network: str, given: dict[str, str]) -> None:
    """Raises Invalid, naming fields, unless all or nothing of what the network asks for is there."""
    wanted = [one.name for one in NETWORKS[network].capabilities.credentials] if network in NETWORKS else []
    errors = [
        FieldError(field=f"credentials.{name}", code="unknown", message="is nothing that this network takes")
        for name in given
        if name not in wanted
    ]
    missing = [name for name in wanted if given and not given.get(name, "").strip()]
    errors += [
        FieldError(field=f"credentials.{name}", code="missing", message="is needed beside the others")
        for name in missing
    ]
    if errors:
        raise Invalid(errors=errors)


def _seal(vault: Vault, client: UUID, account: UUID, credentials: dict[str, str]) -> bytes | None:
    if not credentials:
        return None
    return vault.seal(json.dumps(credentials).encode(), identity=identity(client, account))
