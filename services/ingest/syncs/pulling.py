"""The use case of the worker: pull an account's pages until there is no more."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from services.ingest.directory import service as directory
from services.ingest.directory.domain import SYNC_DUE, OpenAccount
from services.ingest.intake import service as intake
from services.ingest.networks.adapter import AccountAccess, Adapter, Page
from services.ingest.networks.errors import Moved, NetworkError
from services.ingest.networks.registry import network_named
from services.ingest.syncs import repository
from services.ingest.syncs.domain import LEASE, NOTED_EVERY, PAGES_PER_TURN, RENEWED_EVERY, next_pull
from services.ingest.syncs.models import PullRow, SyncRow
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.timers import drop_timer, is_due, set_timer

log = structlog.get_logger()
ACTOR = "system:sync"


@dataclass(frozen=True, slots=True)
class Puller:
    """Pulls accounts through the adapters of a process."""

    adapters: Mapping[str, Adapter]

    async def pull(self, runtime: Runtime, client: UUID, account_id: UUID) -> None:
        """Pull one account, if it is due and nobody else has it.

        Each page is one unit of work: items, cursor and lease together. Twice is harmless: what is there
        already is a duplicate, and a worker whose lease has passed to another changes nothing.
        """
        taken = await _begin(runtime, client, account_id)
        if taken is None:
            return
        account, pull = taken
        adapter = self.adapters[account.network]
        access = AccountAccess(account.url, account.credentials)
        try:
            for _ in range(PAGES_PER_TURN):
                read_at = runtime.clock.now()
                async with _held(runtime, pull):
                    page = await adapter.pull(access, pull.cursor)
                kept = await _keep(runtime, account, pull, page, read_at)
                if kept is None:
                    return
                pull = kept
                if not page.more:
                    break
        except NetworkError as error:
            log.warning("pull.failed", account=str(account_id), network=account.network, code=error.code)
            await _end(runtime, account, pull, error=error)
        else:
            await _end(runtime, account, pull, page=page)


async def _begin(runtime: Runtime, client: UUID, account_id: UUID) -> tuple[OpenAccount, PullRow] | None:
    async with runtime.database.unit([client], actor=ACTOR) as unit:
        if not await is_due(unit, client, SYNC_DUE, str(account_id)):
            return None
        now = unit.clock.now()
        account = await directory.open_account(unit, runtime.vault, account_id)
        if not account.is_pulled:
            await drop_timer(unit, client, SYNC_DUE, str(account_id))
            return None
        pull = await repository.take_lease(unit.session, client, account_id, now=now, until=now + LEASE)
        # Should this worker die, the account is due again when its lease ends.
        await set_timer(unit, client, SYNC_DUE, str(account_id), now + LEASE)
        if pull is None:
            return None
        await repository.begin(unit.session, client, account_id, now)
        return account, pull


@asynccontextmanager
async def _held(runtime: Runtime, pull: PullRow) -> AsyncIterator[None]:
    """Renew the lease while a place is waited for; one that has passed on is left alone."""
    is_over = asyncio.Event()
    renewing = asyncio.create_task(_renew(runtime, pull, is_over))
    try:
        yield
    finally:
        is_over.set()
        await renewing


async def _renew(runtime: Runtime, pull: PullRow, is_over: asyncio.Event) -> None:
    while not await _happens(is_over, RENEWED_EVERY):
        async with runtime.database.unit([pull.client_id], actor=ACTOR) as unit:
            until = unit.clock.now() + LEASE
            if await repository.advance(unit.session, pull, lease_until=until) is None:
                return
            await set_timer(unit, pull.client_id, SYNC_DUE, str(pull.account_id), until)


async def _happens(event: asyncio.Event, within: timedelta) -> bool:
    try:
        async with asyncio.timeout(within.total_seconds()):
            return await event.wait()
    except TimeoutError:
        return False


async def _keep(
    runtime: Runtime, account: OpenAccount, pull: PullRow, page: Page, read_at: datetime
) -> PullRow | None:
    """Store a page with its cursor; None when the lease has passed to another worker."""
    if page.cursor == pull.cursor and not page.items and not page.deleted and not page.binned:
        return pull
    client = account.client_id
    async with runtime.database.unit([client], actor=ACTOR) as unit:
        kept = await repository.advance(
            unit.session, pull, cursor=page.cursor, lease_until=unit.clock.now() + LEASE
        )
        if kept is None:
            return None
        stored = await intake.store_found(unit, client, account.ref, page.items, read_at=read_at)
        gone = await intake.mark_deleted(unit, client, account.id, page.deleted, read_at=read_at)
        binned = await intake.mark_binned(unit, client, account.id, page.binned, read_at=read_at)
        found = sum(one.status != "duplicate" for one in stored) + len(gone) + len(binned)
        if found:
            await _count(unit, account, found)
        return kept


async def _count(unit: Unit, account: OpenAccount, found: int) -> None:
    """Add to the running run; one that nobody asked for gets its row with the first thing it finds."""
    if await repository.count(unit.session, account.client_id, account.id, found):
        return
    now = unit.clock.now()
    unit.session.add(
        SyncRow(
            client_id=account.client_id,
            id=new_id(),
            account_id=account.id,
            state="running",
            found=found,
            requested_at=now,
            started_at=now,
        )
    )


async def _end(
    runtime: Runtime,
    account: OpenAccount,
    pull: PullRow,
    *,
    error: NetworkError | None = None,
    page: Page | None = None,
) -> None:
    """Give the account back and set when it is due again; a run that found nothing has left no row."""
    async with runtime.database.unit([account.client_id], actor=ACTOR) as unit:
        now = unit.clock.now()
        failures = 0 if error is None else pull.failures + 1
        remark = error or _remark(page)
        is_news = remark is not None or not _was_well(pull, now)
        given_back = await repository.advance(
            unit.session,
            pull,
            lease_until=now,
            failures=failures,
            noted_at=now if is_news else pull.noted_at,
        )
        if given_back is None:
            return
        pause = await _pause(unit, account, failures, error, page)
        await set_timer(unit, account.client_id, SYNC_DUE, str(account.id), now + pause)
        reason = None if error is None else error.code
        await repository.end(unit.session, account.client_id, account.id, now=now, error=reason)
        if is_news:
            await directory.note_sync(
                unit, account.client_id, account.id, at=now, error=remark, still_came=error is None
            )


async def _pause(
    unit: Unit, account: OpenAccount, failures: int, error: NetworkError | None, page: Page | None
) -> timedelta:
    """Return how long to wait for the next pull: not at all while there is more, or when somebody asked meanwhile."""
    if page is not None and page.more:
        return timedelta()
    if await repository.find_waiting(unit.session, account.client_id, account.id) is not None:
        return timedelta()
    rest = error.retry_after if error else page.rest if page else None
    return next_pull(_interval(account), failures, rest)


def _was_well(pull: PullRow, now: datetime) -> bool:
    """Whether the account says already, and lately, that all is well."""
    return pull.failures == 0 and pull.noted_at is not None and now - pull.noted_at < NOTED_EVERY


def _remark(page: Page | None) -> NetworkError | None:
    """What staff should know although the pull was good: it may stop being so."""
    return Moved(page.moved_to) if page and page.moved_to else None


def _interval(account: OpenAccount) -> timedelta:
    if account.interval_seconds is not None:
        return timedelta(seconds=account.interval_seconds)
    return network_named(account.network).capabilities.poll_interval
