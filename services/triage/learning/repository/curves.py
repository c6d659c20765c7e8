"""Queries on how often the machine and people said the same."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.triage.learning.domain.layers import SHOWN, WITH_ANSWERS
from services.triage.learning.domain.words import ACTS, DECIDED

# At the time the machine had said it: what was deleted or rewritten since was judged all the same. `told` is what
# somebody said, beside what was shown; of a kind only the machine's probability is known, as of every label before
# it was kept what was shown. `dealt` is what somebody who dealt with a message saw, and `kept` what of it nobody said.
_WEEKS = text(
    "with words as (select item_id, label, at, coalesce(answer, case when value then 'yes' else 'no' end) as word, "
    "case when said >= 0.5 then 'yes' when said < 0.5 then 'no' end as likelier, "
    "case when general >= 0.5 then 'yes' when general < 0.5 then 'no' end as likelier_plain, "
    "shown, shown is not null and label = any (cast(:shown as text[])) as is_shown, answer "
    "from triage.evidence where client_id = :client and at >= :since and withdrawn_at is null), "
    "told as (select item_id, label, at, word, case when not is_shown then likelier "
    "when answer is not null then shown ->> label when shown -> 'found' ? label then 'yes' else 'no' end as machine, "
    "case when not is_shown then likelier_plain else shown -> 'general' ->> label end as plain, "
    "false as is_silent from words where label <> all (cast(:acts as text[]))), "
    "dealt as (select distinct on (item_id) item_id, at, shown from words "
    "where label = any (cast(:acts as text[])) and shown is not null order by item_id, at), "
    "seen as (select item_id, found.label, at, 'yes' as word, shown "
    "from dealt, jsonb_array_elements_text(shown -> 'found') as found(label) "
    "where found.label = any (cast(:shown as text[])) "
    "union all select item_id, answered.label, at, shown ->> answered.label, shown "
    "from dealt, unnest(cast(:answered as text[])) as answered(label) "
    "where shown ->> answered.label is not null), "
    "kept as (select item_id, label, at, word, word as machine, shown -> 'general' ->> label as plain, "
    "true as is_silent from seen where not exists "
    "(select from told where told.item_id = seen.item_id and told.label = seen.label)) "
    "select label, cast(date_trunc('week', at at time zone 'UTC') as date) as week, count(*) as words, "
    "count(*) filter (where machine = word) as agreed, count(*) filter (where is_silent) as silent, "
    "count(*) filter (where coalesce(plain, machine) = word) as general "
    "from (select * from told union all select * from kept) every where machine is not null "
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
