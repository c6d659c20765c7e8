"""Queries on what is to be asked about messages, and on what was answered."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.triage.opinion.models import Opinion

_OF_ITEMS = "o.client_id = :client and o.item_id = any(cast(:ids as uuid[]))"
_FORGET = text(
    "delete from triage.opinion o using triage.assessment a "  # noqa: S608 a constant of this module
    f"where {_OF_ITEMS} and a.client_id = o.client_id and a.item_id = o.item_id and a.version <> o.version"
)
# Only what is assessed in the version that stands, and only what the question has words for.
_WANT = text(
    "insert into triage.opinion (client_id, item_id, version, asked_about, wanted_at, outcome, host, model, labels, "
    "reason, tokens_in, tokens_out, micro_euros, calls) "
    "select a.client_id, a.item_id, a.version, doubt.labels, cast(:now as timestamptz), 'waiting', '', '', '{}', "
    "'', 0, 0, 0, 0 from triage.assessment a cross join lateral ("
    "select array(select label from jsonb_array_elements_text(coalesce(a.body->'unsure', '[]')) as label "
    "where label = any(cast(:known as text[]))) as labels) as doubt "
    "where a.client_id = :client and a.item_id = any(cast(:ids as uuid[])) and doubt.labels <> '{}' "
    "on conflict (client_id, item_id) do nothing returning item_id"
)
_NEXT = text(
    "select o.item_id, o.version, o.asked_about from triage.opinion o where o.client_id = :client "
    "and (o.outcome = 'waiting' or (o.outcome = 'asking' and o.asked_at <= :stale)) "
    "order by o.wanted_at, o.item_id limit :limit"
)
_ASK = text(
    "update triage.opinion set outcome = 'asking', asked_at = :now, calls = calls + 1, host = :host, model = :model, "
    "micro_euros = :cost where client_id = :client and item_id = :item"
)
_GIVE_UP = text(
    "update triage.opinion set outcome = 'no_answer', failure = 'interrupted' where client_id = :client "
    "and outcome = 'asking' and asked_at <= :stale and calls >= :most"
)
_BEYOND_BUDGET = text(
    "update triage.opinion set outcome = 'over_budget' where client_id = :client and outcome = 'waiting'"
)
_DROP = text("delete from triage.opinion where client_id = :client and outcome = 'waiting'")
_DROP_ONE = text(
    "delete from triage.opinion where client_id = :client and item_id = :item and outcome in ('waiting', 'asking')"
)
_SETTLE = text(
    "update triage.opinion set outcome = case when :again and calls < :most then 'waiting' "
    "when cast(:failure as text) is null then 'answered' else 'no_answer' end, failure = :failure, "
    "labels = cast(:labels as jsonb), reason = :reason, tokens_in = :tokens_in, tokens_out = :tokens_out, "
    "micro_euros = :micro_euros where client_id = :client and item_id = :item and version = :version "
    "and outcome = 'asking' and asked_at = :asked_at"
)
_OPEN = text(
    "select bool_or(outcome = 'waiting') as is_waiting, min(asked_at) filter (where outcome = 'asking') as asked_at "
    "from triage.opinion where client_id = :client and outcome in ('waiting', 'asking')"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The version of a message to ask about, and the labels in doubt."""

    item_id: UUID
    version: int
    asked_about: tuple[str, ...]


async def forget_older(session: AsyncSession, client: UUID, items: Collection[UUID]) -> None:
    """Forget what was said of versions that no longer stand."""
    await session.execute(_FORGET, {"client": client, "ids": list(items)})


async def want(
    session: AsyncSession, client: UUID, items: Collection[UUID], known: Iterable[str], now: datetime
) -> bool:
    """Note which of these messages are in doubt; False where none is."""
    asked = {"client": client, "ids": list(items), "known": list(known), "now": now}
    return bool((await session.execute(_WANT, asked)).all())


async def list_next(session: AsyncSession, client: UUID, *, stale: datetime, limit: int) -> list[Wanted]:
    """Return the oldest that wait, and those whose asking was cut off."""
    asked = {"client": client, "stale": stale, "limit": limit}
    rows = await session.execute(_NEXT, asked)
    return [Wanted(**{**row._mapping, "asked_about": tuple(row.asked_about)}) for row in rows]


async def note_asked(session: AsyncSession, client: UUID, item: UUID, **asked: Any) -> None:
    """Note, before it leaves, that a call is made (`host`, `model`, `cost` at most, `now`)."""
    await session.execute(_ASK, {"client": client, "item": item, **asked})


async def give_up(session: AsyncSession, client: UUID, *, stale: datetime, most: int) -> None:
    """End what was cut off as often as it may be asked."""
    await session.execute(_GIVE_UP, {"client": client, "stale": stale, "most": most})


async def end_for_budget(session: AsyncSession, client: UUID) -> None:
    await session.execute(_BEYOND_BUDGET, {"client": client})


async def drop_waiting(session: AsyncSession, client: UUID) -> None:
    await session.execute(_DROP, {"client": client})


async def drop(session: AsyncSession, client: UUID, item: UUID) -> None:
    await session.execute(_DROP_ONE, {"client": client, "item": item})


async def settle(session: AsyncSession, client: UUID, item: UUID, labels: object, **heard: Any) -> None:
    """Keep what came of a call, unless the message has changed or gone meanwhile."""
    await session.execute(_SETTLE, {"client": client, "item": item, "labels": json.dumps(labels), **heard})


async def read_open(session: AsyncSession, client: UUID) -> tuple[bool, datetime | None]:
    """Return whether anything waits, and when the oldest call went out that is not over."""
    row = (await session.execute(_OPEN, {"client": client})).one()
    return bool(row.is_waiting), row.asked_at


async def list_by_items(session: AsyncSession, client: UUID, items: Collection[UUID]) -> Sequence[Opinion]:
    found = select(Opinion).where(col(Opinion.client_id) == client, col(Opinion.item_id).in_(items))
    return list(await session.scalars(found.order_by(col(Opinion.item_id))))
