"""Facts as they are taken in: one statement for a page of each kind, always for one client."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.facts.domain import Decision, Figure, Message, Place, Reply, Tally
from services.reporting.facts.domain.percentiles import BANDS

# Writers of one client's facts take turns, so that tallies move by what really changed. The number is "fact".
_LOCK = text("select pg_advisory_xact_lock(hashtextextended(cast(:client as text), 1717658484))")
_QUESTION = text("select nextval('reporting.question')")
_KNOWN = text(
    "select item_id, network, day, is_question, is_answered from reporting.message "
    "where client_id = :client and item_id = any(cast(:ids as uuid[]))"
)
_LEARN = text(
    "insert into reporting.message (client_id, item_id, network, day, is_question, is_answered) "
    "select cast(:client as uuid), new.* from unnest(cast(:item_id as uuid[]), cast(:network as text[]), "
    "cast(:day as date[]), cast(:is_question as boolean[]), cast(:is_answered as boolean[])) as new "
    "on conflict (client_id, item_id) do update set network = excluded.network, day = excluded.day, "
    "is_question = excluded.is_question, is_answered = excluded.is_answered"
)
_DECIDE = text(
    "insert into reporting.decision (client_id, decision_id, network, day, kind, reason) "
    "select cast(:client as uuid), new.* from unnest(cast(:decision_id as uuid[]), cast(:network as text[]), "
    "cast(:day as date[]), cast(:kind as text[]), cast(:reason as text[])) as new "
    "on conflict do nothing returning decision_id"
)
_PUBLISH = text(
    "insert into reporting.reply (client_id, reply_id, item_id, network, day, published_at, asked_as) "
    "select cast(:client as uuid), new.*, 0 from unnest(cast(:reply_id as uuid[]), cast(:item_id as uuid[]), "
    "cast(:network as text[]), cast(:day as date[]), cast(:published_at as timestamptz[])) as new "
    "on conflict do nothing returning reply_id"
)
_ANSWERED = text(
    "select distinct item_id from reporting.reply "
    "where client_id = :client and conversation_id = any(cast(:ids as uuid[]))"
)
_STANDING = text(
    "select item_id, conversation_id from reporting.reply "
    "where client_id = :client and item_id = any(cast(:ids as uuid[]))"
)
_PLACE = text(
    "update reporting.reply r set conversation_id = p.conversation_id, "
    "first_inbound_at = p.first_inbound_at, asked_as = :asked_as "
    "from unnest(cast(:item_id as uuid[]), cast(:conversation_id as uuid[]), "
    "cast(:first_inbound_at as timestamptz[])) as p(item_id, conversation_id, first_inbound_at) "
    "where r.client_id = :client and r.item_id = p.item_id and r.asked_as < :asked_as"
)
# A network's clock may run ahead of ours; nobody answers before the question.
_RESPOND = text(
    "update reporting.reply r set response_seconds = n.seconds, "
    "band = width_bucket(n.seconds, cast(:bands as double precision[])) from (select reply_id, case "
    "when first_inbound_at is not null and reply_id = first_value(reply_id) over "
    "(partition by conversation_id order by published_at, reply_id) "
    "then cast(greatest(0, extract(epoch from published_at - first_inbound_at)) as double precision) end as seconds "
    "from reporting.reply where client_id = :client and conversation_id = any(cast(:ids as uuid[]))) as n "
    "where r.client_id = :client and r.reply_id = n.reply_id and r.response_seconds is distinct from n.seconds"
)
_BANDS = text(
    "select day, network, band from reporting.reply where client_id = :client "
    "and conversation_id = any(cast(:ids as uuid[])) and band is not null"
)
_TALLY = text(
    "insert into reporting.tally as t (client_id, day, network, figure, kind, reason, count) "
    "select cast(:client as uuid), new.* from unnest(cast(:day as date[]), cast(:network as text[]), "
    "cast(:figure as text[]), cast(:kind as text[]), cast(:reason as text[]), cast(:count as integer[])) as new "
    "on conflict (client_id, day, network, figure, kind, reason) "
    "do update set count = t.count + excluded.count"
)


async def lock(session: AsyncSession, client: UUID) -> None:
    """Wait until nobody else changes this client's facts; held until the unit ends."""
    await session.execute(_LOCK, {"client": str(client)})


async def number_question(session: AsyncSession) -> int:
    """Return a number above every earlier one."""
    number: int = await session.scalar(_QUESTION)
    return number


async def read_messages(session: AsyncSession, client: UUID, ids: Iterable[UUID]) -> dict[UUID, Message]:
    rows = await session.execute(_KNOWN, {"client": client, "ids": list(ids)})
    return {row.item_id: Message(**row._mapping) for row in rows}


async def write_messages(session: AsyncSession, client: UUID, messages: Sequence[Message]) -> None:
    columns = _columns([asdict(one) for one in messages])
    columns["is_question"] = [bool(one) for one in columns["is_question"]]
    await session.execute(_LEARN, {"client": client, **columns})


async def add_decisions(session: AsyncSession, client: UUID, decisions: Sequence[Decision]) -> set[UUID]:
    """Keep decisions and return those that were not known."""
    columns = _columns([asdict(one) for one in decisions])
    return set(await session.scalars(_DECIDE, {"client": client, **columns}))


async def add_replies(session: AsyncSession, client: UUID, replies: Sequence[Reply]) -> set[UUID]:
    """Keep replies and return those that were not known."""
    columns = _columns([asdict(one) for one in replies])
    return set(await session.scalars(_PUBLISH, {"client": client, **columns}))


async def list_answered(session: AsyncSession, client: UUID, conversations: Iterable[UUID]) -> list[UUID]:
    """Return the items of these conversations that have a reply."""
    return list(await session.scalars(_ANSWERED, {"client": client, "ids": list(conversations)}))


async def place(
    session: AsyncSession, client: UUID, asked_as: int, places: Sequence[Place]
) -> Counter[Tally]:
    """Put the replies to these items where they belong, and find each conversation's first response anew.

    Returns by how much the tallies of first responses move.
    """
    by_item = {one.item_id: one for one in places}
    standing = (await session.execute(_STANDING, {"client": client, "ids": list(by_item)})).all()
    if not standing:
        return Counter()
    moving = [by_item[item] for item in {row.item_id for row in standing}]
    columns = _columns([asdict(one) for one in moving])
    await session.execute(_PLACE, {"client": client, "asked_as": asked_as, **columns})
    left = {row.conversation_id for row in standing if row.conversation_id is not None}
    touched = {"client": client, "ids": sorted(left | {one.conversation_id for one in moving})}
    before = await session.execute(_BANDS, touched)
    moved: Counter[Tally] = Counter()
    moved.subtract(_responses(before))
    await session.execute(_RESPOND, {**touched, "bands": list(BANDS)})
    moved.update(_responses(await session.execute(_BANDS, touched)))
    return moved


def _responses(rows: Iterable[Row[Any]]) -> Iterable[Tally]:
    return (Tally(row.day, row.network, Figure.RESPONSES, str(row.band)) for row in rows)


async def move_tallies(session: AsyncSession, client: UUID, moved: Counter[Tally]) -> None:
    """Move tallies by what is not zero."""
    moving = [{**asdict(tally), "count": count} for tally, count in sorted(moved.items()) if count]
    if not moving:
        return
    columns = _columns(moving)
    await session.execute(_TALLY, {"client": client, **columns})


def _columns(rows: Collection[dict[str, object]]) -> dict[str, list[object]]:
    """Turn rows of one shape, at least one, into what `unnest` takes."""
    names = next(iter(rows))
    return {name: [row[name] for row in rows] for name in names}
