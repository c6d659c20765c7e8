"""Computing a rule's threshold and audit anew: every night, after fifty decisions, and after each audited one."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

import structlog

from services.contracts.reply import Reply
from services.contracts.triage import AUTOMATION_CHANGED, AUTOMATION_STOPPED, AutomationAction, Decision
from services.runtime.db.unit import Unit
from services.runtime.timers import drop_timer, set_timer
from services.triage.automation.domain.agreement import PersonsAct, Word
from services.triage.automation.domain.audit import Audit
from services.triage.automation.domain.threshold import Judged, judge
from services.triage.automation.models import Rule
from services.triage.automation.repository import acts, evidence, rules
from services.triage.queue.service import find_item

log = structlog.get_logger()

WEIGHING = "automation.weigh"
MACHINE = "system:rule"
_MANY = 50
_NIGHT = time(3)  # UTC: nobody waits for an answer then, wherever in Europe the team is
ON = frozenset({"gathering", "acting"})


async def weigh(unit: Unit, client: UUID, rule_id: UUID) -> None:
    """Compute anew what a rule may do, and stop it where its audit says so. Twice is harmless."""
    rule = await rules.find(unit.session, client, rule_id, is_held=True)
    if rule is None or rule.state not in ON:
        await drop_timer(unit, client, WEIGHING, str(rule_id))
        return
    before = rule.state
    await measure(unit, rule)
    audit = await _audit(unit, rule)
    if audit.breaks(rule.highest_error):
        rule.state, rule.stopped_at = "stopped", unit.clock.now()
        await drop_timer(unit, client, WEIGHING, str(rule_id))
        unit.happened(client, AUTOMATION_STOPPED, [rule_id])
        log.warning(
            "automation.stopped", rule=str(rule_id), lowest_error=audit.bound, limit=rule.highest_error
        )
    else:
        rule.state = "gathering" if rule.threshold is None else "acting"
        await set_timer(unit, client, WEIGHING, str(rule_id), _next_night(unit.clock.now()))
    await rules.save(unit.session, rule)
    if rule.state != before:
        unit.happened(client, AUTOMATION_CHANGED, [rule_id])


async def weigh_soon(unit: Unit, rule: Rule) -> None:
    await set_timer(unit, rule.client_id, WEIGHING, str(rule.id), unit.clock.now())


async def measure(unit: Unit, rule: Rule) -> None:
    """Fill in what the client's own decisions show of the model that reads its messages now."""
    await _follow_model(unit, rule)
    heaps = await evidence.read(unit.session, rule.client_id, rule.label, rule.network, rule.model, MACHINE)
    telling = [heap for heap in heaps if heap.word.is_telling]
    action = action_of(rule)
    judged = [
        Judged(heap.probability, not heap.word.confirms(rule.label, action), heap.count)
        for heap in telling
        if heap.is_current
    ]
    verdict = judge(judged, rule.highest_error)
    rule.threshold, rule.start, rule.bound = verdict.threshold, verdict.start, verdict.bound
    rule.evidence_count, rule.error_count, rule.missing = verdict.count, verdict.errors, verdict.missing
    rule.other_count = sum(heap.count for heap in telling if not heap.is_current and heap.probability)
    rule.computed_at, rule.decided_since = unit.clock.now(), 0


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


async def note_word(unit: Unit, client: UUID, item: UUID) -> None:
    """Have the rules weighed anew to which a person's word on a message matters."""
    for rule in await rules.note_word(unit.session, client, item, _MANY):
        await set_timer(unit, client, WEIGHING, str(rule), unit.clock.now())


def action_of(rule: Rule) -> AutomationAction:
    return rule.action  # type: ignore[return-value]  # the contract's validation let nothing else in


async def _follow_model(unit: Unit, rule: Rule) -> None:
    """What people decided shows how often the model errs of which they decided, and nothing about the next one."""
    model = await rules.find_model(unit.session, rule.client_id)
    if model != rule.model:
        rule.model, rule.model_since = model, unit.clock.now()


async def _audit(unit: Unit, rule: Rule) -> Audit:
    """Count what came of a rule since it was switched on, or since another model reads; keep the figures with it."""
    since = max(
        (at for at in (rule.switched_at, rule.model_since) if at is not None), default=unit.clock.now()
    )
    outcomes = await acts.read_outcomes(unit.session, rule.client_id, rule.id, rule.label, since)
    audited = [(word, count) for is_audited, word, count in outcomes if is_audited]
    acted = [(word, count) for is_audited, word, count in outcomes if not is_audited]
    told = [(word, count) for word, count in audited if word is not None and word.is_telling]
    found = Audit(
        audited=sum(count for _, count in told),
        errors=sum(count for word, count in told if not word.confirms(rule.label, action_of(rule))),
        acts=sum(count for _, count in acted),
        reversals=sum(count for word, count in acted if _is_reversed(word, rule)),
    )
    rule.audited_count, rule.audited_errors = found.audited, found.errors
    rule.acted_count, rule.reversed_count = found.acts, found.reversals
    return found


def _is_reversed(word: Word | None, rule: Rule) -> bool:
    return word is not None and word.reverses(action_of(rule))


def _next_night(now: datetime) -> datetime:
    tonight = datetime.combine(now.date(), _NIGHT, now.tzinfo)
    return tonight if tonight > now else tonight + timedelta(days=1)
