"""Every query of the directory."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.ingest.directory.domain import SYNC_DUE, AccountRef, KnownKey, PresentedKey
from services.ingest.directory.models import AccountRow, ClientRow, KeyRow
from services.runtime.db.direct import Direct
from services.runtime.db.unit import Database, Unit
from services.runtime.problems import NotFound

_schema = func.ingest
# These two are asked for every batch, straight from the driver.
_FIND_KEY = "select client_id, slug, scopes, secret_hash, revoked_at, last_used_at from ingest.find_key($1)"
_LIST_REFS = (
    "select id, slug, own_author_id from ingest.account "
    "where client_id = $1 and slug = any($2::text[]) and removed_at is null"
)


async def find_client_id(session: AsyncSession, slug: str) -> UUID | None:
    """Look across clients, as the owner does: a slug comes before it is known whose it is."""
    found: UUID | None = await session.scalar(select(_schema.find_client(slug)))
    return found


async def list_client_ids(session: AsyncSession) -> frozenset[UUID]:
    """All clients, for a caller who may see all of them."""
    return frozenset((await session.scalars(select(_schema.list_client_ids()))).all())


async def find_key(database: Database, presented: PresentedKey, now: datetime) -> KnownKey | None:
    """Return the key if it is one of ours, still holds, and its secret is right.

    The owner is asked outside any unit: a key comes before it is known whose it is.
    """
    row = await database.ask(_FIND_KEY, presented.id)
    if row is None:
        return None
    client, slug, scopes, secret_hash, revoked_at, last_used_at = row
    if not presented.matches(secret_hash) or (revoked_at is not None and revoked_at <= now):
        return None
    return KnownKey(presented.id, client, slug, frozenset(scopes), last_used_at)


async def note_key_use(
    session: AsyncSession, client: UUID, key_id: str, *, now: datetime, before: datetime
) -> None:
    """Note a use, unless one since `before` is noted already."""
    statement = update(KeyRow).where(
        col(KeyRow.client_id) == client,
        col(KeyRow.id) == key_id,
        or_(col(KeyRow.last_used_at).is_(None), col(KeyRow.last_used_at) < before),
    )
    await session.execute(statement.values(last_used_at=now))


async def next_colour(session: AsyncSession) -> int:
    """Colours go round in turn; one that a failed request took is simply skipped."""
    colour: int = (await session.execute(select(func.nextval("ingest.client_colour")))).scalar_one()
    return colour


async def add_client(session: AsyncSession, row: ClientRow) -> bool:
    """Insert a client; False when another one has its slug."""
    statement = insert(ClientRow).values(row.model_dump())
    done = await session.execute(
        statement.on_conflict_do_nothing(index_elements=["slug"]).returning(col(ClientRow.client_id))
    )
    return done.one_or_none() is not None


async def get_client(session: AsyncSession, client: UUID) -> ClientRow:
    row = await session.get(ClientRow, client)
    if row is None:
        raise NotFound
    return row


async def list_clients(
    session: AsyncSession, clients: Collection[UUID], *, after: UUID | None, limit: int
) -> Sequence[ClientRow]:
    statement = select(ClientRow).where(col(ClientRow.client_id).in_(clients))
    if after is not None:
        statement = statement.where(col(ClientRow.client_id) > after)
    return (await session.scalars(statement.order_by(col(ClientRow.client_id)).limit(limit))).all()


async def add_account(session: AsyncSession, row: AccountRow) -> bool:
    """Insert an account; False when the client has another one with its slug."""
    statement = insert(AccountRow).values(row.model_dump())
    done = await session.execute(
        statement.on_conflict_do_nothing(index_elements=["client_id", "slug"]).returning(col(AccountRow.id))
    )
    return done.one_or_none() is not None


async def get_account(session: AsyncSession, clients: Collection[UUID], account: UUID) -> AccountRow:
    statement = select(AccountRow).where(
        col(AccountRow.client_id).in_(clients), col(AccountRow.id) == account
    )
    row = (await session.scalars(statement)).one_or_none()
    if row is None:
        raise NotFound
    return row


async def lock_account(session: AsyncSession, clients: Collection[UUID], account: UUID) -> AccountRow:
    """Return an account that is about to change; who else wants to change it waits."""
    statement = (
        select(AccountRow)
        .where(col(AccountRow.client_id).in_(clients), col(AccountRow.id) == account)
        .with_for_update()
    )
    row = (await session.scalars(statement)).one_or_none()
    if row is None:
        raise NotFound
    return row


async def list_next_syncs(unit: Unit, accounts: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when each of these accounts is read next."""
    timer = unit.plumbing.timer
    rows = await unit.session.execute(
        select(timer.c.key, timer.c.due_at).where(
            timer.c.client_id.in_(unit.clients),
            timer.c.kind == SYNC_DUE,
            timer.c.key.in_([str(account) for account in accounts]),
        )
    )
    return {UUID(row.key): row.due_at for row in rows}


async def list_accounts(
    session: AsyncSession, clients: Collection[UUID], *, after: UUID | None, limit: int
) -> Sequence[AccountRow]:
    statement = select(AccountRow).where(col(AccountRow.client_id).in_(clients))
    if after is not None:
        statement = statement.where(col(AccountRow.id) > after)
    return (await session.scalars(statement.order_by(col(AccountRow.id)).limit(limit))).all()


async def list_account_refs(direct: Direct, client: UUID, slugs: Collection[str]) -> Sequence[AccountRef]:
    return [AccountRef(*row) for row in await direct.rows(_LIST_REFS, client, list(slugs))]


async def note_sync(session: AsyncSession, client: UUID, account: UUID, values: dict[str, Any]) -> None:
    statement = update(AccountRow).where(col(AccountRow.client_id) == client, col(AccountRow.id) == account)
    await session.execute(statement.values(values))


async def get_key(session: AsyncSession, client: UUID, key_id: str) -> KeyRow:
    row = await session.get(KeyRow, (client, key_id), with_for_update=True)
    if row is None:
        raise NotFound
    return row


async def list_keys(
    session: AsyncSession, client: UUID, *, after: str | None, limit: int
) -> Sequence[KeyRow]:
    statement = select(KeyRow).where(col(KeyRow.client_id) == client)
    if after is not None:
        statement = statement.where(col(KeyRow.id) > after)
    return (await session.scalars(statement.order_by(col(KeyRow.id)).limit(limit))).all()
