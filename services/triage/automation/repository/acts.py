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

_DRAW = text(
    "insert into triage.automation_act (client_id, rule_id, item_id, is_audited, probability, threshold, model, at) "
    "values (:client_id, :rule_id, :item_id, :is_audited, :probability, :threshold, :model, :at) "
    "on conflict (client_id, rule_id, item_id) do nothing returning item_id"
)
_SAID = text(
    "select cast(body->'labels'->>:label as double precision) as probability, body->>'model' as model "
    "from triage.assessment where client_id = :client and item_id = :item"
)
# People's latest word since on each message that a rule acted on or left to them.
_OUTCOMES = text(
    "select act.is_audited, word.kind, word.reason, correction.value as corrected, count(*) as number "
    "from triage.automation_act act "
    "left join triage.decision d on d.client_id = :client and d.id = act.decision_id "
    "left join lateral (select kind, reason from triage.automation_word said where said.client_id = :client "
    "and said.item_id = act.item_id and said.at >= act.at and said.actor like 'user:%' "
    "order by said.at desc, said.id desc limit 1) word on true "
    "left join triage.evidence correction on correction.client_id = :client "
    "and correction.item_id = act.item_id and correction.label = :label and correction.source = 'correction' "
    "and correction.withdrawn_at is null and correction.actor like 'user:%' "
    "where act.client_id = :client and act.rule_id = :rule and act.at >= :since "
    "and (act.is_audited or d.state <> 'failed') group by 1, 2, 3, 4"
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


async def read_outcomes(
    session: AsyncSession, client: UUID, rule: UUID, label: str, since: datetime
) -> list[tuple[bool, Word | None, int]]:
    """Return how many messages a rule left for audit (True) or acted on, by people's word on them since."""
    asked = {"client": client, "rule": rule, "label": label, "since": since}
    rows = await session.execute(_OUTCOMES, asked)
    return [(row.is_audited, _word(row.kind, row.reason, row.corrected), row.number) for row in rows]


def _word(kind: str | None, reason: str | None, corrected: bool | None) -> Word | None:
    return None if kind is None and corrected is None else Word(kind or "", reason or "", corrected)
