"""Computing a rule's threshold anew: every night and after fifty decisions; and what people's words set going."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from services.contracts.reply import Reply
from services.contracts.triage import AUTOMATION_CHANGED, AutomationAction, Decision
from services.runtime.db.unit import Unit
from services.runtime.timers import drop_timer, set_timer
from services.triage.automation.domain.agreement import PersonsAct
from services.triage.automation.domain.threshold import Judged, Verdict, judge
from services.triage.automation.models import Rule
from services.triage.automation.repository import evidence, rules
from services.triage.automation.service.auditing import (
    AUDITING,
    audit_soon,
    count_outcomes,
    stop_where_broken,
)
from services.triage.automation.service.terms import ON, action_of
from services.triage.learning.service import find_voices
from services.triage.queue.service import find_item

WEIGHING = "automation.weigh"
MACHINE = "system:rule"
_MANY = 50
_READ_PER_SECOND = 100
_NIGHT = time(3)  # UTC: nobody waits for an answer then, wherever in Europe the team is


@dataclass(frozen=True, slots=True)
class _Reading:
    """The model that reads a client's messages, and all those that say the same of one label."""

    model: str | None
    alike: Sequence[str]


async def weigh(unit: Unit, client: UUID, rule_id: UUID) -> None:
    """Compute anew what a rule may do, and stop it where its audit says so. Twice is harmless.

    It is read before it is held, or each decision of people would wait for it; who changes it meanwhile has set its
    timer anew.
    """
    rule = await rules.find(unit.session, client, rule_id)
    if rule is None or (rule.state not in ON and rule.computed_at is not None):
        await drop_timer(unit, client, WEIGHING, str(rule_id))
        return
    before, decided, now = _terms(rule), rule.decided_since, unit.clock.now()
    figures = await _measure(unit, rule, now)
    held = await rules.find(unit.session, client, rule_id, is_held=True)
    if held is not None and _terms(held) == before:
        held.sqlmodel_update({**figures, "computed_at": now, "decided_since": held.decided_since - decided})
        await _settle(unit, held)
        await rules.save(unit.session, held)


async def weigh_soon(unit: Unit, rule: Rule) -> None:
    """Have it weighed now, or once it has rested: each word of people would read all that was said before."""
    rested = unit.clock.now() if rule.computed_at is None else rule.computed_at + _rest_after(rule)
    await set_timer(unit, rule.client_id, WEIGHING, str(rule.id), max(unit.clock.now(), rested))


def forget(rule: Rule) -> None:
    """Take away figures that were computed for other terms."""
    rule.sqlmodel_update({**_told(judge([], rule.highest_error)), "other_count": 0})
    rule.computed_at, rule.decided_since = None, 0


async def _settle(unit: Unit, rule: Rule) -> None:
    """Let a rule that was weighed act, gather or stop, and say when it is weighed next."""
    client, key = rule.client_id, str(rule.id)
    if rule.state in ON and not stop_where_broken(unit, rule):
        rule.state = "gathering" if rule.threshold is None else "acting"
    if rule.state not in ON:
        await drop_timer(unit, client, WEIGHING, key)
    elif rule.decided_since:
        # People spoke while it was read: of acts too, perhaps.
        await set_timer(unit, client, AUDITING, key, unit.clock.now())
        await weigh_soon(unit, rule)
    else:
        await set_timer(unit, client, WEIGHING, key, _next_night(unit.clock.now()))
    unit.happened(client, AUTOMATION_CHANGED, [rule.id])


async def note_decision(unit: Unit, decision: Decision) -> None:
    """Keep what a person decided; called in its own transaction, twice is harmless."""
    act = PersonsAct(
        id=decision.id,
        item_id=decision.item_id,
        kind=decision.kind,
        reason=decision.reason,
        actor=decision.decided_by,
        at=decision.decided_at,
    )
    await evidence.hear(unit.session, decision.client_id, [act])
    await note_word(unit, decision.client_id, decision.item_id)


async def note_correction(unit: Unit, item: UUID) -> None:
    """Have rules weighed anew whose message somebody corrected; learning keeps the correction itself."""
    await note_word(unit, (await find_item(unit, item)).client_id, item)


async def note_replies(unit: Unit, client: UUID, replies: Sequence[Reply]) -> None:
    """Keep that somebody answered, and so let a message stand; a replay adds nothing."""
    published = [
        PersonsAct(
            id=reply.id,
            item_id=reply.item_id,
            kind="answer",
            reason="legitimate",
            actor=reply.written_by,
            at=reply.accepted_at or reply.now,
        )
        for reply in replies
        if reply.state == "published"
    ]
    await evidence.hear(unit.session, client, published)
    for act in published:
        await note_word(unit, client, act.item_id)


async def note_word(unit: Unit, client: UUID, item: UUID) -> None:
    """Have the rules audited and weighed anew to which a person's word on a message matters."""
    for rule in await rules.note_word(unit.session, client, _MANY):
        await weigh_soon(unit, rule)
    await audit_soon(unit, client, item)


async def judge_rule(
    unit: Unit, client: UUID, label: str, action: AutomationAction, network: str | None, limit: float
) -> Verdict:
    """What the client's decisions would show of a rule that there need not be."""
    _, heaps = await _read(unit, client, label, network)
    return _judge(heaps, label, action, limit)


async def _measure(unit: Unit, rule: Rule, now: datetime) -> dict[str, Any]:
    """What the client's own decisions show of what reads the rule's label now, and what came of the rule.

    What people decided shows how often that errs of which they decided, and nothing about what reads it next. A layer
    that has no word of its own on this label leaves it to the model below, and so leaves the rule its evidence.
    """
    reading, heaps = await _read(unit, rule.client_id, rule.label, rule.network)
    since = rule.model_since if rule.model == reading.model or rule.model in reading.alike else now
    others = (heap.count for heap in heaps if _is_of_another(heap))
    return {
        **_told(_judge(heaps, rule.label, action_of(rule), rule.highest_error)),
        **(await count_outcomes(unit, rule, since) if rule.state in ON else {}),
        "model": reading.model,
        "model_since": since,
        "other_count": sum(others),
        "read_count": sum(heap.count for heap in heaps),
    }


async def _read(
    unit: Unit, client: UUID, label: str, network: str | None
) -> tuple[_Reading, list[evidence.Heap]]:
    """What reads a label now, and what people said of messages, by whether the same had read them."""
    model = await rules.find_model(unit.session, client)
    alike = [] if model is None else (await find_voices(unit, client)).alike(model, label)
    heaps = await evidence.read(unit.session, client, label, network, alike, MACHINE)
    return _Reading(model, alike), heaps


def _judge(heaps: Sequence[evidence.Heap], label: str, action: AutomationAction, limit: float) -> Verdict:
    judged = [
        Judged(heap.probability, not heap.word.confirms(label, action), heap.count)
        for heap in heaps
        if heap.word.is_telling and heap.is_current
    ]
    return judge(judged, limit)


def _is_of_another(heap: evidence.Heap) -> bool:
    return heap.word.is_telling and not heap.is_current and heap.probability > 0


def _told(verdict: Verdict) -> dict[str, Any]:
    return {
        "threshold": verdict.threshold,
        "start": verdict.start,
        "bound": verdict.bound,
        "evidence_count": verdict.count,
        "error_count": verdict.errors,
        "missing": verdict.missing,
    }


def _terms(rule: Rule) -> tuple[object, ...]:
    """What figures are computed for, and the last time that they were."""
    wanted = (rule.label, rule.action, rule.network, rule.highest_error)
    return (*wanted, rule.state, rule.switched_at, rule.computed_at)


def _rest_after(rule: Rule) -> timedelta:
    """No rest for the first hundred messages, seventeen minutes for 100,000, which take the database half a second."""
    return timedelta(seconds=rule.read_count // _READ_PER_SECOND)


def _next_night(now: datetime) -> datetime:
    tonight = datetime.combine(now.date(), _NIGHT, now.tzinfo)
    return tonight if tonight > now else tonight + timedelta(days=1)
