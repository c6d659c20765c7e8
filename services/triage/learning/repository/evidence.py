"""Queries on what people said."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.triage.learning.domain.people import Left, Voice
from services.triage.learning.domain.words import Word

# The version and the machine's word are those of this moment; what is not here (any more) cannot be learnt from.
_ADD = text(
    "insert into triage.evidence (client_id, id, item_id, label, value, source, actor, at, answer, said, version, "
    "model, general, shown) "
    "select i.client_id, :id, i.id, :label, :value, :source, :actor, :at, cast(:answer as text), "
    "cast(a.body -> 'labels' ->> :label as double precision), i.version, a.body ->> 'model', "
    "cast(coalesce(a.body -> 'general' ->> :label, a.body -> 'labels' ->> :label) as double precision), "
    "case when a.body -> 'labels' <> '{}'::jsonb then jsonb_build_object('found', a.body -> 'found', "
    "'sentiment', a.body ->> 'sentiment', 'urgency_level', a.body ->> 'urgency_level', "
    "'intent', a.body ->> 'intent', 'general', coalesce(a.body -> 'general_said', '{}'::jsonb)) end "
    "from triage.item i "
    "left join triage.assessment a on a.client_id = i.client_id and a.item_id = i.id "
    "where i.client_id = :client and i.id = :item_id on conflict do nothing"
)
_WITHDRAW = text(
    "update triage.evidence set withdrawn_at = :now where client_id = :client and item_id = :item "
    "and label = :label and source = 'correction' and withdrawn_at is null"
)
_WITHDRAW_DECIDED = text(
    "update triage.evidence set withdrawn_at = :now where client_id = :client and item_id = :item "
    "and source = 'decision' and withdrawn_at is null and id <> all (cast(:kept as uuid[]))"
)
_CORRECTIONS = text(
    "select e.item_id, e.label, e.value, e.actor, e.at, e.said, e.answer, e.version <> i.version as is_outdated "
    "from triage.evidence e join triage.item i on i.client_id = e.client_id and i.id = e.item_id "
    "where e.client_id = :client and e.item_id = any (cast(:items as uuid[])) and e.source = 'correction' "
    "and e.withdrawn_at is null order by e.label"
)
_COUNT_SINCE = text(
    "select count(*) from (select from triage.evidence where client_id = :client and at > :since "
    "and label = any (cast(:labels as text[])) and withdrawn_at is null limit :most) new"
)
# Of one person the newest word on a label counts, and only what was said of the words as they stand.
_VOICES = text(
    "select distinct on (e.item_id, e.label, e.actor) e.item_id, e.label, e.at, e.actor, "
    "coalesce(e.answer, case when e.value then 'yes' else 'no' end) as word from "
    "(select * from triage.evidence where client_id = :client and label = any (cast(:labels as text[])) "
    "and withdrawn_at is null order by at desc limit :most) e "
    "join triage.item i on i.client_id = :client and i.id = e.item_id and i.version = e.version "
    "and i.deleted_at is null and i.text <> '' "
    "order by e.item_id, e.label, e.actor, e.at desc, e.id desc"
)
# What was to be seen when somebody last dealt with a message whose words still stand.
_LEFT = text(
    "select distinct on (e.item_id) e.item_id, e.at, e.shown from "
    "(select * from triage.evidence where client_id = :client and label = any (cast(:acts as text[])) "
    "and withdrawn_at is null and shown is not null order by at desc limit :most) e "
    "join triage.item i on i.client_id = :client and i.id = e.item_id and i.version = e.version "
    "and i.deleted_at is null and i.text <> '' order by e.item_id, e.at desc, e.id desc"
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction; `is_outdated` where the author has changed the words since, so that it counts no more."""

    item_id: UUID
    label: str
    value: bool
    actor: str
    at: datetime
    said: float | None
    answer: str | None
    is_outdated: bool


async def add(session: AsyncSession, client: UUID, words: Sequence[Word]) -> None:
    """Add words with what the machine says at this moment; those that are there already stay as they are."""
    for word in words:
        await session.execute(_ADD, {"client": client, **asdict(word)})


async def withdraw(session: AsyncSession, client: UUID, item: UUID, label: str, now: datetime) -> None:
    """Let a correction hold no longer; it stays on record."""
    await session.execute(_WITHDRAW, {"client": client, "item": item, "label": label, "now": now})


async def withdraw_decided(
    session: AsyncSession, client: UUID, item: UUID, kept: Sequence[UUID], now: datetime
) -> None:
    """Let what earlier decisions on an item said hold no longer, since another was taken."""
    await session.execute(_WITHDRAW_DECIDED, {"client": client, "item": item, "kept": list(kept), "now": now})


async def list_corrections(
    session: AsyncSession, client: UUID, items: Collection[UUID]
) -> dict[UUID, list[Corrected]]:
    """Return the corrections of each item that nobody took back, in the order of their labels."""
    rows = await session.execute(_CORRECTIONS, {"client": client, "items": list(items)})
    by_item = defaultdict(list)
    for row in rows:
        by_item[row.item_id].append(Corrected(**row._mapping))
    return by_item


async def count_since(
    session: AsyncSession, client: UUID, labels: Sequence[str], since: datetime, most: int
) -> int:
    """Return how many words on these labels hold since then, counted up to `most`."""
    asked = {"client": client, "labels": list(labels), "since": since, "most": most}
    return await session.scalar(_COUNT_SINCE, asked) or 0


async def list_voices(session: AsyncSession, client: UUID, labels: Sequence[str], most: int) -> list[Voice]:
    """Return the newest word of each person on each label of each message that still stands as it was."""
    rows = await session.execute(_VOICES, {"client": client, "labels": list(labels), "most": most})
    return [Voice(row.item_id, row.label, row.word, row.at, row.actor) for row in rows]


async def list_left(session: AsyncSession, client: UUID, acts: Sequence[str], most: int) -> list[Left]:
    """Return the messages that people dealt with, with what they were shown with; the words must be the same."""
    rows = await session.execute(_LEFT, {"client": client, "acts": list(acts), "most": most})
    return [Left(row.item_id, row.at, row.shown) for row in rows]
