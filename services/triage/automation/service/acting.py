"""What a rule does when its threshold is reached: drawn in the transaction that assesses, decided in one of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from services.contracts.ingest import Account
from services.contracts.triage import Assessment, Grounds
from services.runtime.db.unit import Unit
from services.runtime.problems import Conflict
from services.runtime.timers import drop_timer, set_timer
from services.triage.automation import points
from services.triage.automation.domain.agreement import decision_for
from services.triage.automation.domain.audit import is_audited
from services.triage.automation.models import Act, Rule
from services.triage.automation.repository import acts, rules
from services.triage.automation.service.terms import action_of
from services.triage.automation.service.weighing import weigh_soon
from services.triage.learning.domain.voices import Voices
from services.triage.learning.service import find_voices
from services.triage.moderation.service import decide, read_decisions
from services.triage.queue.service import find_item, hold_queue

log = structlog.get_logger()

ACTING = "automation.act"


@dataclass(frozen=True, slots=True)
class Assessed:
    """One message as the rules see it."""

    item: UUID
    network: str
    assessment: Assessment


async def draw(unit: Unit, client: UUID, assessed: Sequence[Assessed]) -> None:
    """Note which messages reach a rule's threshold: most are to be acted on, a random share is left to people.

    A message belongs to the first rule that it reaches, so that what is left for audit is touched by no other. What
    was noted before is left as it is, so that twice is harmless. A rule whose label is read otherwise than by what
    its figures are of leaves the message to people and is weighed anew.
    """
    read = [one for one in assessed if one.assessment.labels]
    acting = await rules.list_acting(unit.session, client) if read else []
    if not acting:
        return
    voices = await find_voices(unit, client)
    models = {one.assessment.model for one in read}
    for stale in (rule for rule in acting if not all(_is_of(rule, model, voices) for model in models)):
        await weigh_soon(unit, stale)
    for one in read:
        rule = next((rule for rule in acting if _reaches(rule, one, voices)), None)
        if rule is not None:
            await _draw(unit, rule, one)
            points.DRAWN.reach()


async def find_act(unit: Unit, client: UUID, rule_id: UUID, item: UUID) -> UUID | None:
    """The account of a message that a rule is still to act on; None where that is done or no longer wanted."""
    found = await _find_due(unit, client, rule_id, item)
    return None if found is None else (await find_item(unit, item)).account_id


async def act(unit: Unit, client: UUID, rule_id: UUID, item: UUID, account: Account) -> None:
    """Decide in the rule's name, unless a person was quicker. Twice is harmless: an act has one decision.

    What cannot be done to the message any more, or never could on this account, is left to people.
    """
    await hold_queue(unit, client)
    due = await _find_due(unit, client, rule_id, item)
    if due is not None:
        rule, noted = due
        new = decision_for(rule.label, action_of(rule))
        try:
            decision = await decide(unit, item, new, account, _grounds(rule, noted))
        except Conflict as conflict:
            log.info("automation.left_to_people", rule=str(rule_id), code=conflict.code)
        else:
            await acts.note_decision(unit.session, noted, decision.id)
    await drop_timer(unit, client, ACTING, key_of(rule_id, item))


def key_of(rule: UUID, item: UUID) -> str:
    return f"{rule}:{item}"


def _reaches(rule: Rule, one: Assessed, voices: Voices) -> bool:
    found = one.assessment
    is_said = rule.network in {None, one.network} and _is_reached(rule, found.labels.get(rule.label))
    return is_said and _is_of(rule, found.model, voices)


def _is_of(rule: Rule, model: str, voices: Voices) -> bool:
    """Whether what a model says of the rule's label is what the rule's figures are of."""
    return rule.model is not None and voices.of(model, rule.label) == voices.of(rule.model, rule.label)


async def _draw(unit: Unit, rule: Rule, one: Assessed) -> None:
    audited = is_audited(rule.id, one.item, rule.audit_share)
    noted = {
        "client_id": rule.client_id,
        "rule_id": rule.id,
        "item_id": one.item,
        "is_audited": audited,
        "probability": one.assessment.labels[rule.label],
        "threshold": rule.threshold,
        "model": one.assessment.model,
        "at": unit.clock.now(),
    }
    if await acts.draw(unit.session, noted) and not audited:
        key = key_of(rule.id, one.item)
        await set_timer(unit, rule.client_id, ACTING, key, unit.clock.now())


async def _find_due(unit: Unit, client: UUID, rule_id: UUID, item: UUID) -> tuple[Rule, Act] | None:
    """The rule and its act, if the rule still acts, the words still reach it and nobody has decided."""
    rule = await rules.find(unit.session, client, rule_id)
    noted = await acts.find(unit.session, client, rule_id, item)
    if rule is None or rule.state != "acting" or noted is None or noted.is_audited:
        return None
    if noted.decision_id is not None or (await read_decisions(unit, client, [item])).get(item):
        return None
    said = await acts.find_said(unit.session, client, item, rule.label)
    if said is None or not _is_reached(rule, said[0]):
        return None
    return (rule, noted) if _is_of(rule, said[1], await find_voices(unit, client)) else None


def _is_reached(rule: Rule, probability: float | None) -> bool:
    return rule.threshold is not None and probability is not None and probability >= rule.threshold


def _grounds(rule: Rule, noted: Act) -> Grounds:
    return Grounds(
        rule_id=rule.id,
        label=rule.label,
        probability=noted.probability,
        model=noted.model,
        threshold=rule.threshold if rule.threshold is not None else noted.threshold,
        evidence_count=rule.evidence_count,
        error_count=rule.error_count,
        bound=rule.bound,
        highest_error=rule.highest_error,
    )
