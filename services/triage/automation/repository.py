"""Every query on rules, on the decisions that are evidence for them, and on what they did."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.triage.automation.domain.agreement import Word
from services.triage.automation.models import Act, Rule

MOST_EVIDENCE = 20_000
# What people said about messages; an answer lets its message stand.
_SAYING = (
    "with said as (select item_id, kind, reason, decided_at as at from triage.decision "
    "where client_id = :client and decided_by like 'user:%' "
    "union all select item_id, 'answer', 'legitimate', read_until from triage.answer where client_id = :client)"
)
# Each message once, by the latest word; where the machine acted, people had seen what it did.
_EVIDENCE = text(
    f"{_SAYING}, word as (select distinct on (item_id) item_id, kind, reason, at from said "  # noqa: S608 - words of our own
    "order by item_id, at desc) "
    "select cast(a.body->'labels'->>:label as double precision) as probability, word.kind, word.reason "
    "from word join triage.item i on i.client_id = :client and i.id = word.item_id "
    "join triage.assessment a on a.client_id = :client and a.item_id = word.item_id "
    "where (cast(:network as text) is null or i.network = :network) "
    "and a.body->'labels'->>:label is not null "
    "and not exists (select from triage.decision d where d.client_id = :client and d.item_id = word.item_id "
    "and d.decided_by = :machine) order by word.at desc limit :most"
)
_OUTCOMES = text(
    f"{_SAYING} select act.is_audited, word.kind, word.reason from triage.automation_act act "  # noqa: S608 - see above
    "left join triage.decision d on d.client_id = :client and d.id = act.decision_id "
    "left join lateral (select kind, reason from said where said.item_id = act.item_id "
    "and said.at >= act.at order by said.at desc limit 1) word on true "
    "where act.client_id = :client and act.rule_id = :rule and act.at >= :since "
    "and (act.is_audited or d.state <> 'failed')"
)
_DRAW = text(
    "insert into triage.automation_act (client_id, rule_id, item_id, is_audited, probability, threshold, model, at) "
    "values (:client_id, :rule_id, :item_id, :is_audited, :probability, :threshold, :model, :at) "
    "on conflict (client_id, rule_id, item_id) do nothing returning item_id"
)
_NOTE_WORD = text(
    "update triage.automation rule set decided_since = decided_since + 1 "
    "where client_id = :client and state in ('gathering', 'acting') "
    "returning id, decided_since >= :many or exists (select from triage.automation_act act "
    "where act.client_id = :client and act.rule_id = rule.id and act.item_id = :item) as is_due"
)
_PROBABILITY = text(
    "select cast(body->'labels'->>:label as double precision) from triage.assessment "
    "where client_id = :client and item_id = :item"
)


async def find(session: AsyncSession, client: UUID, rule: UUID, *, is_held: bool = False) -> Rule | None:
    """Return a rule; held, nobody else changes it until the unit ends."""
    options = {"key_share": True} if is_held else None
    return await session.get(Rule, (client, rule), with_for_update=options, populate_existing=is_held)


async def list_rules(session: AsyncSession, client: UUID) -> list[Rule]:
    found = select(Rule).where(col(Rule.client_id) == client).order_by(col(Rule.id))
    return list(await session.scalars(found))


async def list_acting(session: AsyncSession, client: UUID) -> list[Rule]:
    """Return the rules that act, the oldest first."""
    found = select(Rule).where(col(Rule.client_id) == client, col(Rule.state) == "acting")
    return list(await session.scalars(found.order_by(col(Rule.id))))


async def save(session: AsyncSession, rule: Rule) -> None:
    session.add(rule)
    await session.flush()


async def remove(session: AsyncSession, client: UUID, rule: UUID) -> bool:
    found = delete(Rule).where(col(Rule.client_id) == client, col(Rule.id) == rule)
    removed = await session.execute(found.returning(col(Rule.id)))
    return removed.one_or_none() is not None


async def read_evidence(
    session: AsyncSession, client: UUID, label: str, network: str | None, machine: str
) -> list[tuple[float, Word]]:
    """Return what the model said of each message that people judged unprompted, with their latest word."""
    asked = {"client": client, "label": label, "network": network, "machine": machine, "most": MOST_EVIDENCE}
    rows = await session.execute(_EVIDENCE, asked)
    return [(row.probability, Word(row.kind, row.reason)) for row in rows]


async def read_outcomes(
    session: AsyncSession, client: UUID, rule: UUID, since: datetime
) -> list[tuple[bool, Word | None]]:
    """Return of each message that a rule acted on or left for audit which it was, and people's word since."""
    rows = await session.execute(_OUTCOMES, {"client": client, "rule": rule, "since": since})
    return [(row.is_audited, Word(row.kind, row.reason) if row.kind else None) for row in rows]


async def draw(session: AsyncSession, act: Mapping[str, Any]) -> bool:
    """Note that a rule's threshold was reached; False where that is known."""
    return (await session.scalar(_DRAW, act)) is not None


async def find_act(session: AsyncSession, client: UUID, rule: UUID, item: UUID) -> Act | None:
    return await session.get(Act, (client, rule, item), populate_existing=True)


async def note_act(session: AsyncSession, act: Act, decision: UUID) -> None:
    """Note what was decided in a rule's name."""
    found = update(Act).where(
        col(Act.client_id) == act.client_id, col(Act.rule_id) == act.rule_id, col(Act.item_id) == act.item_id
    )
    await session.execute(found.values(decision_id=decision))


async def find_said(session: AsyncSession, client: UUID, item: UUID, label: str) -> float | None:
    """Return what the model says of a message as it stands now."""
    said: float | None = await session.scalar(_PROBABILITY, {"client": client, "item": item, "label": label})
    return said


async def note_word(session: AsyncSession, client: UUID, item: UUID, many: int) -> Sequence[UUID]:
    """Count a decision of people; return the rules whose figures it makes worth computing anew."""
    rows = await session.execute(_NOTE_WORD, {"client": client, "item": item, "many": many})
    return [row.id for row in rows if row.is_due]
