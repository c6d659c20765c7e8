"""Queries on what rules did or left to people, and on what came of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.triage.automation.domain.agreement import Word
from services.triage.automation.models import Act
from services.triage.automation.repository.hashed import hashed

_DRAW = text(
    "insert into triage.automation_act "
    "(client_id, rule_id, item_id, is_audited, probability, threshold, model, at, is_heard) "
    "values (:client_id, :rule_id, :item_id, :is_audited, :probability, :threshold, :model, :at, false) "
    "on conflict (client_id, rule_id, item_id) do nothing returning item_id"
)
_SAID = text(
    "select cast(body->'labels'->>:label as double precision) as probability, body->>'model' as model "
    "from triage.assessment where client_id = :client and item_id = :item"
)
_HEAR = text(
    "update triage.automation_act set is_heard = true where client_id = :client and item_id = :item returning rule_id"
)
# People's latest word since on each message of which they said anything.
_OUTCOMES = text(
    "with act as materialized (select item_id, is_audited, at, decision_id from triage.automation_act "
    "where client_id = :client and rule_id = :rule and at >= :since and is_heard), "
    "heard as materialized (select array_agg(item_id) as items from act), "
    "word as (select distinct on (item_id) item_id, kind, reason, at from triage.automation_word "
    "where client_id = :client and item_id = any(cast((select items from heard) as uuid[])) and actor like 'user:%' "
    "order by item_id, at desc, id desc), "
    "correction as (select item_id, value from triage.evidence where client_id = :client and label = :label "
    "and item_id = any(cast((select items from heard) as uuid[])) and source = 'correction' and withdrawn_at is null "
    "and actor like 'user:%'), "
    "failed as (select id from triage.decision where client_id = :client and state = 'failed') "
    "select act.is_audited, word.kind, word.reason, correction.value as corrected, count(*) as number from act "
    "left join word on word.item_id = act.item_id and word.at >= act.at "
    "left join correction on correction.item_id = act.item_id "
    "where (act.is_audited or act.decision_id is not null) "
    "and not exists (select from failed where failed.id = act.decision_id) group by 1, 2, 3, 4"
)
_DONE = text(
    "select (select count(*) from triage.automation_act act where act.client_id = :client and act.rule_id = :rule "
    "and act.at >= :since and act.decision_id is not null) - (select count(*) from triage.decision d "
    "join triage.automation_act act on act.client_id = :client and act.item_id = d.item_id and act.decision_id = d.id "
    "where d.client_id = :client and d.state = 'failed' and act.rule_id = :rule and act.at >= :since)"
)


async def draw(session: AsyncSession, act: Mapping[str, Any]) -> bool:
    """Note that a rule's threshold was reached; False where that is known."""
    return (await session.scalar(_DRAW, act)) is not None


async def find(session: AsyncSession, client: UUID, rule: UUID, item: UUID) -> Act | None:
    return await session.get(Act, (client, rule, item), populate_existing=True)


async def note_decision(session: AsyncSession, act: Act, decision: UUID) -> None:
    """Note what was decided in a rule's name."""
    found = update(Act).where(
        col(Act.client_id) == act.client_id, col(Act.rule_id) == act.rule_id, col(Act.item_id) == act.item_id
    )
    await session.execute(found.values(decision_id=decision))


async def find_said(
    session: AsyncSession, client: UUID, item: UUID, label: str
) -> tuple[float | None, str] | None:
    """Return what is said of a message as it stands now, and by which model."""
    asked = {"client": client, "item": item, "label": label}
    row = (await session.execute(_SAID, asked)).one_or_none()
    return None if row is None else (row.probability, row.model)


async def hear(session: AsyncSession, client: UUID, item: UUID) -> list[UUID]:
    """Note that a person spoke of a message; return the rules that acted on it or left it for audit."""
    return list(await session.scalars(_HEAR, {"client": client, "item": item}))


async def read_outcomes(
    session: AsyncSession, client: UUID, rule: UUID, label: str, since: datetime
) -> list[tuple[bool, Word | None, int]]:
    """Return of how many messages that a rule left for audit (True) or acted on people said what since."""
    asked = {"client": client, "rule": rule, "label": label, "since": since}
    async with hashed(session):
        rows = await session.execute(_OUTCOMES, asked)
    return [(row.is_audited, _word(row.kind, row.reason, row.corrected), row.number) for row in rows]


async def count_done(session: AsyncSession, client: UUID, rule: UUID, since: datetime) -> int:
    """Return on how many messages a rule acted, without those on which the network refused to."""
    return int(await session.scalar(_DONE, {"client": client, "rule": rule, "since": since}) or 0)


def _word(kind: str | None, reason: str | None, corrected: bool | None) -> Word | None:
    return None if kind is None and corrected is None else Word(kind or "", reason or "", corrected)
