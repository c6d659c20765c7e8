"""Queries on how often the machine and people said the same."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.triage.learning.domain.layers import SHOWN, WITH_ANSWERS
from services.triage.learning.domain.words import ACTS, DECIDED

# At the time the machine had said it: what was deleted or rewritten since was judged all the same. Of a kind only its
# probability is known, as of every label before it was kept what was shown.
_SAID = "case when %s >= 0.5 then 'yes' when %s < 0.5 then 'no' end"
_SPOKEN = (
    "select item_id, label, at, coalesce(answer, case when value then 'yes' else 'no' end) as word, "
    "case when shown is null or label <> all (cast(:shown as text[])) "
    f"then {_SAID % ('said', 'said')} when answer is not null then shown ->> label "
    "when shown -> 'found' ? label then 'yes' else 'no' end as machine, "
    "case when shown is null or label <> all (cast(:shown as text[])) "
    f"then {_SAID % ('general', 'general')} else shown -> 'general' ->> label end as plain, false as is_silent "
    "from words where label <> all (cast(:acts as text[]))"
)
# What somebody who dealt with a message left as it was shown, where nobody said anything of it.
_LEFT = (
    "select dealt.item_id, one.label, dealt.at, one.word, one.word, shown -> 'general' ->> one.label, true from "
    "(select distinct on (item_id) item_id, at, shown from words "
    "where label = any (cast(:acts as text[])) and shown is not null order by item_id, at) dealt, lateral "
    "(select found.label, 'yes' as word from jsonb_array_elements_text(shown -> 'found') as found(label) "
    "where found.label = any (cast(:shown as text[])) "
    "union all select answered.label, shown ->> answered.label from unnest(cast(:answered as text[])) "
    "as answered(label) where shown ->> answered.label is not null) one where not exists "
    "(select from spoken where spoken.item_id = dealt.item_id and spoken.label = one.label)"
)
_WEEKS = text(
    "with words as (select item_id, label, at, answer, value, said, general, shown from triage.evidence "
    f"where client_id = :client and at >= :since and withdrawn_at is null), spoken as ({_SPOKEN}) "
    "select label, cast(date_trunc('week', at at time zone 'UTC') as date) as week, count(*) as words, "
    "count(*) filter (where machine = word) as agreed, count(*) filter (where is_silent) as silent, "
    "count(*) filter (where coalesce(plain, machine) = word) as general "
    f"from (select * from spoken union all {_LEFT}) every where machine is not null "
    "group by label, week order by label, week"
)
_TOTALS = text(
    "select count(*) filter (where label <> :decided) as words, count(distinct actor) as people, "
    "count(distinct item_id) filter (where label = any (cast(:acts as text[]))) as dealt_with "
    "from triage.evidence where client_id = :client and withdrawn_at is null"
)
_IS_DUE = text(
    "select exists (select from triage.timer where client_id = :client and kind = :kind and due_at <= :now)"
)


@dataclass(frozen=True, slots=True)
class Week:
    """Words of one week on one label, and with how many of them the machine and the general model agreed.

    `silent` of them nobody said: somebody dealt with the message and left what was shown.
    """

    label: str
    week: date
    words: int
    agreed: int
    general: int
    silent: int


async def list_weeks(session: AsyncSession, client: UUID, since: datetime) -> list[Week]:
    """Return the weeks of every label, in order of labels and time."""
    asked = {"acts": list(ACTS), "shown": list(SHOWN), "answered": list(WITH_ANSWERS)}
    rows = await session.execute(_WEEKS, {"client": client, "since": since, **asked})
    return [Week(**row._mapping) for row in rows]


async def count_all(session: AsyncSession, client: UUID) -> tuple[int, int, int]:
    """Return how many words hold, of how many people, and how many messages they dealt with."""
    asked = {"client": client, "decided": DECIDED, "acts": list(ACTS)}
    row = (await session.execute(_TOTALS, asked)).one()
    return row.words, row.people, row.dealt_with


async def is_due(session: AsyncSession, client: UUID, kind: str, now: datetime) -> bool:
    found: bool = await session.scalar(_IS_DUE, {"client": client, "kind": kind, "now": now})
    return found
