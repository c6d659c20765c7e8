"""Queries on how often the machine and people said the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# At the time the machine had said it: what was deleted or rewritten since was judged all the same.
_WEEKS = text(
    "select label, cast(date_trunc('week', at at time zone 'UTC') as date) as week, count(*) as words, "
    "count(*) filter (where (said >= 0.5) = value) as agreed, "
    "count(*) filter (where (coalesce(general, said) >= 0.5) = value) as general "
    "from triage.evidence where client_id = :client and at >= :since and said is not null "
    "and withdrawn_at is null and answer is null and label <> all (cast(:others as text[])) "
    "group by label, week order by label, week"
)
_TOTALS = text(
    "select count(*) as words, count(distinct actor) as people from triage.evidence "
    "where client_id = :client and withdrawn_at is null"
)
_IS_DUE = text(
    "select exists (select from triage.timer where client_id = :client and kind = :kind and due_at <= :now)"
)


@dataclass(frozen=True, slots=True)
class Week:
    """Words of one week on one label, and with how many of them the machine and the general model agreed."""

    label: str
    week: date
    words: int
    agreed: int
    general: int


async def list_weeks(
    session: AsyncSession, client: UUID, since: datetime, others: Sequence[str]
) -> list[Week]:
    """Return the weeks of every label but `others`, in order of labels and time."""
    rows = await session.execute(_WEEKS, {"client": client, "since": since, "others": list(others)})
    return [Week(row.label, row.week, row.words, row.agreed, row.general) for row in rows]


async def count_all(session: AsyncSession, client: UUID) -> tuple[int, int]:
    """Return how many words hold, and of how many people."""
    row = (await session.execute(_TOTALS, {"client": client})).one()
    return row.words, row.people


async def is_due(session: AsyncSession, client: UUID, kind: str, now: datetime) -> bool:
    found: bool = await session.scalar(_IS_DUE, {"client": client, "kind": kind, "now": now})
    return found
