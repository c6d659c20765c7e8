"""Every query on charters, always for a client."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.triage.moderation.models import CharterVersion

# Of two who change the same version at once, the key lets one through.
_ADD = text(
    "insert into triage.charter (client_id, version, allowed, clauses, changed_by, changed_at, restores, replay_id) "
    "select :client_id, :version, :allowed, cast(:clauses as jsonb), :changed_by, :changed_at, "
    "cast(:restores as integer), cast(:replay_id as uuid) "
    "where :version = 1 + coalesce((select max(version) from triage.charter where client_id = :client_id), 0) "
    "on conflict do nothing returning version"
)


async def list_versions(
    session: AsyncSession, client: UUID, *, below: int | None = None, limit: int
) -> list[CharterVersion]:
    """Return versions, the newest first; none for a client whose team has written nothing."""
    found = select(CharterVersion).where(col(CharterVersion.client_id) == client)
    if below is not None:
        found = found.where(col(CharterVersion.version) < below)
    return list(await session.scalars(found.order_by(col(CharterVersion.version).desc()).limit(limit)))


async def list_held(
    session: AsyncSession, client: UUID, since: datetime, until: datetime
) -> list[CharterVersion]:
    """Return the version that held at a moment, if anybody had written one, and those written until another."""
    before = (
        select(func.max(col(CharterVersion.version)))
        .where(col(CharterVersion.client_id) == client, col(CharterVersion.changed_at) <= since)
        .scalar_subquery()
    )
    found = select(CharterVersion).where(
        col(CharterVersion.client_id) == client,
        col(CharterVersion.changed_at) < until,
        col(CharterVersion.version) >= func.coalesce(before, 0),
    )
    return list(await session.scalars(found.order_by(col(CharterVersion.version))))


async def find(session: AsyncSession, client: UUID, version: int) -> CharterVersion | None:
    return await session.get(CharterVersion, (client, version))


async def add(session: AsyncSession, version: CharterVersion) -> bool:
    """Add the next version; False where it is not the next any more."""
    row = {**version.model_dump(), "clauses": json.dumps(version.clauses)}
    return (await session.scalar(_ADD, row)) is not None
