"""Every query of syncs."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.ingest.syncs.models import PullRow, SyncRow
from services.runtime.problems import NotFound

_FRESH = {"populate_existing": True}


async def take_lease(
    session: AsyncSession, client: UUID, account: UUID, *, now: datetime, until: datetime
) -> PullRow | None:
    """Take an account for this worker; None while another one has it."""
    statement = insert(PullRow).values(
        client_id=client, account_id=account, cursor=None, fence=1, failures=0, lease_until=until
    )
    taken = await session.scalars(
        statement.on_conflict_do_update(
            index_elements=["client_id", "account_id"],
            set_={"lease_until": until, "fence": col(PullRow.fence) + 1},
            where=col(PullRow.lease_until) <= now,
        ).returning(PullRow),
        execution_options=_FRESH,
    )
    return taken.one_or_none()


async def advance(session: AsyncSession, pull: PullRow, **values: Any) -> PullRow | None:
    """Write to the row of this lease; None when the lease has passed to another worker."""
    done = await session.scalars(
        update(PullRow)
        .where(
            col(PullRow.client_id) == pull.client_id,
            col(PullRow.account_id) == pull.account_id,
            col(PullRow.fence) == pull.fence,
        )
        .values(values)
        .returning(PullRow),
        execution_options=_FRESH,
    )
    return done.one_or_none()


async def lease_of(session: AsyncSession, client: UUID, account: UUID) -> datetime | None:
    statement = select(col(PullRow.lease_until)).where(
        col(PullRow.client_id) == client, col(PullRow.account_id) == account
    )
    return (await session.scalars(statement)).one_or_none()


async def begin(session: AsyncSession, client: UUID, account: UUID, now: datetime) -> None:
    """Begin the runs that were asked for."""
    await session.execute(_runs(client, account, {"queued"}).values(state="running", started_at=now))


async def count(session: AsyncSession, client: UUID, account: UUID, found: int) -> bool:
    """Add to what the running runs found; False when there is none."""
    statement = _runs(client, account, {"running"}).values(found=col(SyncRow.found) + found)
    return bool((await session.scalars(statement.returning(col(SyncRow.id)))).all())


async def end(
    session: AsyncSession, client: UUID, account: UUID, *, now: datetime, error: str | None
) -> None:
    state = "done" if error is None else "failed"
    await session.execute(_runs(client, account, {"running"}).values(state=state, ended_at=now, error=error))


async def find_waiting(session: AsyncSession, client: UUID, account: UUID) -> SyncRow | None:
    """Return a run of this account that has been asked for and not begun."""
    statement = select(SyncRow).where(
        col(SyncRow.client_id) == client, col(SyncRow.account_id) == account, col(SyncRow.state) == "queued"
    )
    return (await session.scalars(statement.limit(1))).one_or_none()


async def get(session: AsyncSession, clients: Collection[UUID], sync: UUID) -> SyncRow:
    statement = select(SyncRow).where(col(SyncRow.client_id).in_(clients), col(SyncRow.id) == sync)
    row = (await session.scalars(statement)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _runs(client: UUID, account: UUID, states: Collection[str]) -> Any:
    return update(SyncRow).where(
        col(SyncRow.client_id) == client, col(SyncRow.account_id) == account, col(SyncRow.state).in_(states)
    )
