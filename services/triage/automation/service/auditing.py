"""What came of a rule since it was switched on, counted at each word of people about it, and what stops it."""

from datetime import datetime
from uuid import UUID

import structlog

from services.contracts.triage import AUTOMATION_CHANGED, AUTOMATION_STOPPED
from services.runtime.db.unit import Unit
from services.runtime.timers import drop_timer, set_timer
from services.triage.automation import points
from services.triage.automation.domain.agreement import Word
from services.triage.automation.domain.audit import Audit
from services.triage.automation.models import Rule
from services.triage.automation.repository import acts, rules
from services.triage.automation.service.terms import ON, action_of

log = structlog.get_logger()

AUDITING = "automation.audit"


async def audit_soon(unit: Unit, client: UUID, item: UUID) -> None:
    """Have the rules audited that acted on a message of which a person spoke, or left it to people."""
    for rule in await acts.hear(unit.session, client, item):
        await set_timer(unit, client, AUDITING, str(rule), unit.clock.now())


async def audit(unit: Unit, client: UUID, rule_id: UUID) -> None:
    """Count what came of a rule and stop it where that breaks its limit. Twice is harmless.

    Nothing but its own acts is read, so that it need not rest as weighing does. It is read before it is held; where
    people spoke meanwhile it is read again.
    """
    rule, key = await rules.find(unit.session, client, rule_id), str(rule_id)
    if rule is None or rule.state not in ON:
        await drop_timer(unit, client, AUDITING, key)
        return
    before, spoken = _terms(rule), _spoken(rule)
    figures = await count_outcomes(unit, rule, rule.model_since)
    held = await rules.find(unit.session, client, rule_id, is_held=True)
    if held is not None and _terms(held) == before:
        held.sqlmodel_update(figures)
        is_stopped = stop_where_broken(unit, held)
        unit.happened(client, AUTOMATION_CHANGED, [rule_id])
        await rules.save(unit.session, held)
        if is_stopped:
            points.STOPPED.reach()
    if held is not None and held.state in ON and _spoken(held) != spoken:
        await set_timer(unit, client, AUDITING, key, unit.clock.now())
    else:
        await drop_timer(unit, client, AUDITING, key)


async def count_outcomes(unit: Unit, rule: Rule, model_since: datetime | None) -> dict[str, int]:
    """Count what came of a rule since it was switched on, or since its label is read otherwise."""
    client = rule.client_id
    since = max((at for at in (rule.switched_at, model_since) if at is not None), default=unit.clock.now())
    outcomes = await acts.read_outcomes(unit.session, client, rule.id, rule.label, since)
    told = [(word, count) for is_audited, word, count in outcomes if is_audited and word and word.is_telling]
    return {
        "audited_count": sum(count for _, count in told),
        "audited_errors": sum(
            count for word, count in told if not word.confirms(rule.label, action_of(rule))
        ),
        "acted_count": await acts.count_done(unit.session, client, rule.id, since),
        "reversed_count": sum(
            count for is_audited, word, count in outcomes if not is_audited and _is_reversed(word, rule)
        ),
    }


def stop_where_broken(unit: Unit, rule: Rule) -> bool:
    """Stop a rule whose audit shows that it exceeds its limit."""
    audit = Audit(rule.audited_count, rule.audited_errors, rule.acted_count, rule.reversed_count)
    if rule.state not in ON or not audit.breaks(rule.highest_error):
        return False
    rule.state, rule.stopped_at = "stopped", unit.clock.now()
    unit.happened(rule.client_id, AUTOMATION_STOPPED, [rule.id])
    log.warning("automation.stopped", rule=str(rule.id), lowest_error=audit.bound, limit=rule.highest_error)
    return True


def _is_reversed(word: Word | None, rule: Rule) -> bool:
    return word is not None and word.reverses(action_of(rule))


def _terms(rule: Rule) -> tuple[object, ...]:
    """What an audit is of."""
    return rule.label, rule.action, rule.highest_error, rule.state, rule.switched_at, rule.model_since


def _spoken(rule: Rule) -> tuple[object, ...]:
    """What is another as soon as somebody says a word."""
    return rule.decided_since, rule.computed_at
