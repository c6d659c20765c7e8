"""Queries on what people did with messages, together with what the machine had said of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.triage.automation.domain.agreement import PersonsAct, Word
from services.triage.automation.domain.threshold import GRID
from services.triage.automation.repository.hashed import hashed

# What was deleted is no longer assessed: whoever takes that back speaks of the words as they were judged before.
_HEAR = text(
    "insert into triage.automation_word (client_id, id, item_id, kind, reason, actor, at, version, model, labels) "
    "select i.client_id, :id, i.id, :kind, :reason, :actor, :at, coalesce(a.version, before.version, i.version), "
    "coalesce(a.body->>'model', before.model), coalesce(a.body->'labels', before.labels) "
    "from triage.item i "
    "left join triage.assessment a on a.client_id = i.client_id and a.item_id = i.id "
    "left join lateral (select version, model, labels from triage.automation_word known "
    "where known.client_id = i.client_id and known.item_id = i.id order by known.at desc, known.id desc limit 1) "
    "before on true where i.client_id = :client and i.id = :item_id on conflict do nothing"
)
# Each message once: people's latest act, and what they hold against the label. Where the machine acted, they had seen
# what it did. Counting here keeps a hundred thousand messages in the database and a few rows on the way.
_EVIDENCE = text(
    "with act as (select distinct on (item_id) item_id, kind, reason, model, "
    "cast(labels->>:label as double precision) as said from triage.automation_word "
    "where client_id = :client and actor like 'user:%' order by item_id, at desc, id desc), "
    "correction as (select item_id, value, said, model from triage.evidence "
    "where client_id = :client and label = :label and source = 'correction' and withdrawn_at is null "
    "and actor like 'user:%'), "
    "judged as (select item_id, act.kind, act.reason, correction.value as corrected, "
    "coalesce(act.said, correction.said) as said, coalesce(act.model, correction.model) as model "
    "from act full join correction using (item_id)) "
    "select width_bucket(said, cast(:grid as double precision[])) as step, judged.kind, judged.reason, corrected, "
    "coalesce(model = any(cast(:models as text[])), false) as is_current, count(*) as number "
    "from judged join triage.item i on i.client_id = :client and i.id = judged.item_id "
    "where said is not null and (cast(:network as text) is null or i.network = :network) "
    "and not exists (select from triage.decision d where d.client_id = :client and d.item_id = judged.item_id "
    "and d.decided_by = :machine) group by 1, 2, 3, 4, 5"
)
_ASCENDING = sorted(GRID)


@dataclass(frozen=True, slots=True)
class Heap:
    """So many messages of which people said the same and the machine too, as far as thresholds go.

    `probability` is the highest threshold that it reached, 0 below all; `is_current` whether one of the models that
    were asked for had said it.
    """

    probability: float
    word: Word
    is_current: bool
    count: int


async def hear(session: AsyncSession, client: UUID, acts: Sequence[PersonsAct]) -> None:
    """Keep acts with what the machine says of their messages at this moment; twice is harmless."""
    for act in acts:
        await session.execute(_HEAR, {"client": client, **asdict(act)})


async def read(
    session: AsyncSession, client: UUID, label: str, network: str | None, models: Sequence[str], machine: str
) -> list[Heap]:
    """Return what people said of messages on which the machine had not acted before."""
    asked = {"client": client, "label": label, "network": network, "models": list(models), "machine": machine}
    async with hashed(session):
        rows = await session.execute(_EVIDENCE, {**asked, "grid": _ASCENDING})
    return [
        Heap(
            probability=_ASCENDING[row.step - 1] if row.step else 0.0,
            word=Word(row.kind or "", row.reason or "", row.corrected),
            is_current=row.is_current,
            count=row.number,
        )
        for row in rows
    ]
