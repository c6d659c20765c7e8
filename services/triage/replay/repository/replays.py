"""Queries on replays themselves: one begun, carried on, ended, and forgotten with the oldest."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.triage.replay.models import Replay

# Of two begun at once, the index on what runs lets one through.
_ADD = text(
    "insert into triage.replay (client_id, id, state, asked, base, base_version, rules, since, until, asked_by, "
    "asked_at, total, done, left_out, place_at, place_id, tally, models, threshold) "
    "values (:client_id, :id, 'running', cast(:asked as jsonb), cast(:base as jsonb), :base_version, "
    "cast(:rules as jsonb), :since, :until, :asked_by, :asked_at, :total, 0, 0, :since, :place_id, '{}', '{}', "
    "cast(:threshold as double precision)) "
    "on conflict do nothing returning id"
)
_FORGET_OLD = text(
    "delete from triage.replay where client_id = :client and id in (select id from triage.replay "
    "where client_id = :client order by id desc offset :kept)"
)


async def add(session: AsyncSession, row: Mapping[str, Any]) -> bool:
    """Begin a replay; False while another one of the client runs."""
    written = {name: json.dumps(row[name]) for name in ("asked", "base", "rules")}
    return (await session.scalar(_ADD, {**row, **written})) is not None


async def find(session: AsyncSession, client: UUID, replay: UUID, *, is_held: bool = False) -> Replay | None:
    """Return a replay; held, nobody else changes it until the unit ends."""
    options = {"key_share": True} if is_held else None
    return await session.get(Replay, (client, replay), with_for_update=options, populate_existing=is_held)


async def list_page(session: AsyncSession, client: UUID, before: UUID | None, *, limit: int) -> list[Replay]:
    """Return replays, the newest first."""
    found = select(Replay).where(col(Replay.client_id) == client)
    if before is not None:
        found = found.where(col(Replay.id) < before)
    return list(await session.scalars(found.order_by(col(Replay.id).desc()).limit(limit)))


async def carry_on(session: AsyncSession, replay: Replay, values: Mapping[str, Any]) -> None:
    """Note how far a replay is, or how it ended."""
    found = update(Replay).where(col(Replay.client_id) == replay.client_id, col(Replay.id) == replay.id)
    await session.execute(found.values(**values).execution_options(synchronize_session=False))


async def end(session: AsyncSession, replay: Replay, state: str, now: datetime) -> None:
    await carry_on(session, replay, {"state": state, "ended_at": now})


async def remove(session: AsyncSession, client: UUID, replay: UUID) -> None:
    found = delete(Replay).where(col(Replay.client_id) == client, col(Replay.id) == replay)
    await session.execute(found)


async def forget_old(session: AsyncSession, client: UUID, *, kept: int) -> None:
    """Remove all but the newest."""
    await session.execute(_FORGET_OLD, {"client": client, "kept": kept})
