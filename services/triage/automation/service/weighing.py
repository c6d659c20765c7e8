"""Computing a rule's threshold and audit anew: every night, after fifty decisions, and after each audited one."""

from datetime import datetime, time, timedelta
from uuid import UUID

import structlog

from services.contracts.triage import AUTOMATION_CHANGED, AUTOMATION_STOPPED, AutomationAction, Decision
from services.runtime.db.unit import Unit
from services.runtime.timers import drop_timer, set_timer
from services.triage.automation import repository
from services.triage.automation.domain.agreement import Word
from services.triage.automation.domain.audit import Audit
from services.triage.automation.domain.threshold import Judged, judge
from services.triage.automation.models import Rule

log = structlog.get_logger()

WEIGHING = "automation.weigh"
MACHINE = "system:rule"
_MANY = 50
_NIGHT = time(3)  # UTC: nobody waits for an answer then, wherever in Europe the team is
ON = frozenset({"gathering", "acting"})


async def weigh(unit: Unit, client: UUID, rule_id: UUID) -> None:
    """Compute anew what a rule may do, and stop it where its audit says so. Twice is harmless."""
    rule = await repository.find(unit.session, client, rule_id, is_held=True)
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
    await repository.save(unit.session, rule)
    if rule.state != before:
        unit.happened(client, AUTOMATION_CHANGED, [rule_id])


async def measure(unit: Unit, rule: Rule) -> None:
    """Fill in what the client's own decisions show."""
    said = await repository.read_evidence(unit.session, rule.client_id, rule.label, rule.network, MACHINE)
    evidence = [
        Judged(probability, not word.confirms(rule.label, action_of(rule))) for probability, word in said
    ]
    verdict = judge(evidence, rule.highest_error)
    rule.threshold, rule.start, rule.bound = verdict.threshold, verdict.start, verdict.bound
    rule.evidence_count, rule.error_count, rule.missing = verdict.count, verdict.errors, verdict.missing
    rule.computed_at, rule.decided_since = unit.clock.now(), 0


async def note_word(unit: Unit, decision: Decision) -> None:
    """Have the rules weighed anew to which a person's decision matters; called in its own transaction."""
    due = await repository.note_word(unit.session, decision.client_id, decision.item_id, _MANY)
    for rule in due:
        await set_timer(unit, decision.client_id, WEIGHING, str(rule), unit.clock.now())


def action_of(rule: Rule) -> AutomationAction:
    return rule.action  # type: ignore[return-value]  # the contract's validation let nothing else in


async def _audit(unit: Unit, rule: Rule) -> Audit:
    """Count what came of a rule since it was switched on, and keep the figures with it."""
    since = rule.switched_at or unit.clock.now()
    outcomes = await repository.read_outcomes(unit.session, rule.client_id, rule.id, since)
    audited = [word for is_audited, word in outcomes if is_audited and word is not None]
    acted = [word for is_audited, word in outcomes if not is_audited]
    found = Audit(
        audited=len(audited),
        errors=sum(not word.confirms(rule.label, action_of(rule)) for word in audited),
        acts=len(acted),
        reversals=sum(_is_reversed(word, rule) for word in acted),
    )
    rule.audited_count, rule.audited_errors = found.audited, found.errors
    rule.acted_count, rule.reversed_count = found.acts, found.reversals
    return found


def _is_reversed(word: Word | None, rule: Rule) -> bool:
    return word is not None and word.reverses(action_of(rule))


def _next_night(now: datetime) -> datetime:
    tonight = datetime.combine(now.date(), _NIGHT, now.tzinfo)
    return tonight if tonight > now else tonight + timedelta(days=1)
