"""Queries on layers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.triage.learning.models import Layer

_LOCK = text("select pg_advisory_xact_lock(hashtextextended('triage.layer:' || cast(:client as text), 0))")
_LIVE = text("select id, number, general from triage.layer where client_id = :client and state = 'live'")
_BODY = text("select body from triage.layer where client_id = :client and id = :layer")
_HEADS = text(
    "select general || '/c' || number as model, heads from triage.layer "
    "where client_id = :client and body is not null"
)
_LISTED = 50


async def lock(session: AsyncSession, client: UUID) -> None:
    """Hold the client's layers until the unit ends: of two refits at once one comes after the other."""
    await session.execute(_LOCK, {"client": str(client)})


async def find(session: AsyncSession, client: UUID, layer: UUID) -> Layer | None:
    return await session.get(Layer, (client, layer), populate_existing=True)


async def find_latest(session: AsyncSession, client: UUID) -> Layer | None:
    found = select(Layer).where(col(Layer.client_id) == client).order_by(col(Layer.number).desc()).limit(1)
    return (await session.scalars(found)).one_or_none()


async def find_live(session: AsyncSession, client: UUID) -> Layer | None:
    found = select(Layer).where(col(Layer.client_id) == client, col(Layer.state) == "live")
    return (await session.scalars(found)).one_or_none()


async def find_live_name(session: AsyncSession, client: UUID) -> tuple[UUID, int, str] | None:
    """Return id, number and general model of the live layer, without its body."""
    row = (await session.execute(_LIVE, {"client": client})).one_or_none()
    return None if row is None else (row.id, row.number, row.general)


async def read_body(session: AsyncSession, client: UUID, layer: UUID) -> bytes:
    body: bytes = await session.scalar(_BODY, {"client": client, "layer": layer})
    return body


async def list_heads(session: AsyncSession, client: UUID) -> dict[str, dict[str, int]]:
    """Return for each layer that ever stood, under the name that messages carry, its heads with their versions."""
    rows = await session.execute(_HEADS, {"client": client})
    return {row.model: row.heads for row in rows}


async def find_put_away(session: AsyncSession, client: UUID) -> datetime | None:
    """Return when a person last put a layer away, if nobody made one live since."""
    found = (
        select(Layer.ended_at)
        .where(col(Layer.client_id) == client, col(Layer.ended_by).like("user:%"))
        .order_by(col(Layer.ended_at).desc())
        .limit(1)
    )
    return (await session.scalars(found)).one_or_none()


async def list_layers(session: AsyncSession, client: UUID) -> list[Layer]:
    """Return the newest layers first."""
    found = select(Layer).where(col(Layer.client_id) == client)
    return list(await session.scalars(found.order_by(col(Layer.number).desc()).limit(_LISTED)))


async def add(session: AsyncSession, layer: Layer) -> None:
    session.add(layer)
    await session.flush()


async def change(session: AsyncSession, layer: Layer, changes: Mapping[str, Any]) -> None:
    found = update(Layer).where(col(Layer.client_id) == layer.client_id, col(Layer.id) == layer.id)
    await session.execute(found.values(**changes))
