"""Rules as people write and switch them."""

from uuid import UUID

from services.contracts import triage as wire
from services.contracts.triage import AUTOMATION_CHANGED, NewAutomation
from services.contracts.values import Listed
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.problems import NotFound
from services.runtime.timers import drop_timer
from services.triage.automation.domain.sentence import BEING_WEIGHED, say
from services.triage.automation.domain.threshold import Verdict
from services.triage.automation.models import Rule
from services.triage.automation.repository import rules as repository
from services.triage.automation.service.terms import NO_AUDIT, ON
from services.triage.automation.service.weighing import WEIGHING, forget, weigh_soon


async def list_rules(unit: Unit, client: UUID) -> Listed[wire.Automation]:
    found = await repository.list_all(unit.session, client)
    return Listed(items=[on_the_wire(rule) for rule in found])


async def list_stopped(unit: Unit) -> Listed[wire.Automation]:
    """Return what stopped by itself, for all clients of the unit."""
    found = await repository.list_stopped(unit.session, unit.clients)
    return Listed(items=[on_the_wire(rule) for rule in found])


async def get(unit: Unit, client: UUID, rule_id: UUID) -> wire.Automation:
    """Raises NotFound."""
    return on_the_wire(await _find(unit, client, rule_id))


async def add(unit: Unit, client: UUID, new: NewAutomation) -> wire.Automation:
    """Write a rule, switched off; what the client's decisions show about it so far is weighed at once."""
    rule = Rule(client_id=client, id=new_id(), state="off", **new.model_dump())
    await _weigh_anew(unit, rule)
    unit.happened(client, AUTOMATION_CHANGED, [rule.id])
    return on_the_wire(rule)


async def change(unit: Unit, client: UUID, rule_id: UUID, new: NewAutomation) -> wire.Automation:
    """Change a rule, which switches it off: nobody has seen yet what it would do now. Raises NotFound."""
    rule = await _find(unit, client, rule_id)
    rule.sqlmodel_update(new.model_dump())
    await _switch_off(unit, rule)
    await _weigh_anew(unit, rule)
    return on_the_wire(rule)


async def switch(unit: Unit, client: UUID, rule_id: UUID, *, is_on: bool) -> wire.Automation:
    """Switch a rule on or off; it acts as soon as its evidence allows. Twice is harmless. Raises NotFound."""
    rule = await _find(unit, client, rule_id)
    if is_on and rule.state not in ON:
        await _switch_on(unit, rule)
    elif not is_on and rule.state != "off":
        await _switch_off(unit, rule)
    await repository.save(unit.session, rule)
    return on_the_wire(rule)


async def remove(unit: Unit, client: UUID, rule_id: UUID) -> None:
    """Remove a rule; what it decided keeps its grounds. Raises NotFound."""
    if not await repository.remove(unit.session, client, rule_id):
        raise NotFound
    await drop_timer(unit, client, WEIGHING, str(rule_id))
    unit.happened(client, AUTOMATION_CHANGED, [rule_id])


def on_the_wire(rule: Rule) -> wire.Automation:
    found = Verdict(
        rule.threshold, rule.start, rule.evidence_count, rule.error_count, rule.bound, rule.missing
    )
    told = rule.model_dump(exclude={"decided_since", "read_count"})
    sentence = BEING_WEIGHED if rule.computed_at is None else say(found, rule.highest_error)
    return wire.Automation.model_validate({**told, "sentence": sentence})


async def _find(unit: Unit, client: UUID, rule_id: UUID) -> Rule:
    rule = await repository.find(unit.session, client, rule_id, is_held=True)
    if rule is None:
        raise NotFound
    return rule


async def _switch_on(unit: Unit, rule: Rule) -> None:
    """Begin a new audit; the rule gathers until it was weighed."""
    rule.state, rule.switched_by, rule.switched_at = "gathering", unit.actor, unit.clock.now()
    rule.stopped_at = None
    rule.sqlmodel_update(NO_AUDIT)
    unit.happened(rule.client_id, AUTOMATION_CHANGED, [rule.id])
    await _weigh_anew(unit, rule)


async def _switch_off(unit: Unit, rule: Rule) -> None:
    rule.state, rule.stopped_at = "off", None
    await drop_timer(unit, rule.client_id, WEIGHING, str(rule.id))
    unit.happened(rule.client_id, AUTOMATION_CHANGED, [rule.id])


async def _weigh_anew(unit: Unit, rule: Rule) -> None:
    """Have a rule weighed at once, but not while somebody waits for an answer."""
    forget(rule)
    await repository.save(unit.session, rule)
    await weigh_soon(unit, rule)
