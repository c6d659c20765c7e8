"""Queries on who wants opinions, and on what days and months cost."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.triage.opinion.models import OpinionSetting

_IS_ON = text("select is_on from triage.opinion_setting where client_id = :client for share")
_SPENT = text(
    "select coalesce(sum(calls), 0) as calls, coalesce(sum(micro_euros), 0) as micro_euros from triage.opinion_day "
    "where client_id = :client and day between :first and :last"
)
_SPEND = text(
    "insert into triage.opinion_day as known (client_id, day, calls, tokens_in, tokens_out, micro_euros) "
    "values (:client, :day, :calls, :tokens_in, :tokens_out, :micro_euros) "
    "on conflict (client_id, day) do update set calls = known.calls + excluded.calls, "
    "tokens_in = known.tokens_in + excluded.tokens_in, tokens_out = known.tokens_out + excluded.tokens_out, "
    "micro_euros = known.micro_euros + excluded.micro_euros"
)


@dataclass(frozen=True, slots=True)
class Spent:
    calls: int
    micro_euros: int


async def is_on(session: AsyncSession, client: UUID) -> bool:
    """Whether opinions are wanted; whoever ends the timer waits until this unit has ended."""
    return bool(await session.scalar(_IS_ON, {"client": client}))


async def find(session: AsyncSession, client: UUID, *, is_held: bool = False) -> OpinionSetting | None:
    """Return a client's setting; held, its budget and its timer are this unit's alone."""
    options = True if is_held else None
    return await session.get(OpinionSetting, client, with_for_update=options, populate_existing=is_held)


async def save(session: AsyncSession, setting: OpinionSetting) -> None:
    session.add(setting)
    await session.flush()


async def read_spent(session: AsyncSession, client: UUID, first: date, last: date) -> Spent:
    row = (await session.execute(_SPENT, {"client": client, "first": first, "last": last})).one()
    return Spent(int(row.calls), int(row.micro_euros))


async def spend(
    session: AsyncSession,
    client: UUID,
    day: date,
    *,
    calls: int = 0,
    tokens_in: int = 0,
    tokens_out: int = 0,
    micro_euros: int = 0,
) -> None:
    """Add to a day; what was set aside at most and not spent is given back as less than nothing."""
    added = {"calls": calls, "tokens_in": tokens_in, "tokens_out": tokens_out, "micro_euros": micro_euros}
    await session.execute(_SPEND, {"client": client, "day": day, **added})
