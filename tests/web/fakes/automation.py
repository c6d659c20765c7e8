"""Rules of automation as the fake triage keeps them."""

from typing import Any
from uuid import UUID

from services.contracts import triage
from services.contracts.values import Listed, Nothing
from services.runtime.ids import new_id
from services.runtime.problems import NotFound
from tests.web.fakes.agency import NOW, Agency
from tests.web.fakes.server import Call, FakeServer


class AutomationAnswers:
    """One method per operation; a rule is always switched on into gathering."""

    def __init__(self, agency: Agency) -> None:
        self.rules = agency.rules

    def list_rules(self, call: Call) -> Listed[triage.Automation]:
        client = call.client()
        return Listed(items=[rule for rule in self.rules.values() if rule.client_id == client])

    def add(self, call: Call) -> triage.Automation:
        rule = make_rule(call.client(), **call.body.model_dump())
        self.rules[rule.id] = rule
        return rule

    def get(self, call: Call) -> triage.Automation:
        return self._find(call)

    def change(self, call: Call) -> triage.Automation:
        changed = self._find(call).model_copy(update={**call.body.model_dump(), "state": "off"})
        self.rules[changed.id] = changed
        return changed

    def list_stopped(self, call: Call) -> Listed[triage.Automation]:
        clients = call.caller.clients or frozenset()
        return Listed(
            items=[
                rule for rule in self.rules.values() if rule.client_id in clients and rule.state == "stopped"
            ]
        )

    def switch(self, call: Call) -> triage.Automation:
        rule = self._find(call)
        on = {"state": "gathering", "switched_by": call.caller.subject, "switched_at": NOW}
        switched = rule.model_copy(update=on if call.body.is_on else {"state": "off"})
        self.rules[rule.id] = switched
        return switched

    def remove(self, call: Call) -> Nothing:
        del self.rules[self._find(call).id]
        return Nothing()

    def _find(self, call: Call) -> triage.Automation:
        rule = self.rules.get(UUID(call.path["rule"]))
        if rule is None or rule.client_id != call.client():
            raise NotFound
        return rule


def make_rule(client: UUID, **changes: Any) -> triage.Automation:
    """A rule that has just been written and knows of no decision."""
    values: dict[str, Any] = {
        "id": new_id(),
        "client_id": client,
        "label": "toxic",
        "action": "hide",
        "network": None,
        "highest_error": 0.05,
        "audit_share": 0.1,
        "state": "off",
        "threshold": None,
        "start": 0.8,
        "evidence_count": 0,
        "error_count": 0,
        "bound": 1.0,
        "missing": 91,
        "sentence": "",
        "computed_at": NOW,
        "switched_by": None,
        "switched_at": None,
        "acted_count": 0,
        "reversed_count": 0,
        "audited_count": 0,
        "audited_errors": 0,
        "stopped_at": None,
    }
    return triage.Automation(**{**values, **changes})


def furnish_automation(server: FakeServer, agency: Agency) -> None:
    answers = AutomationAnswers(agency)
    server.serve(triage.LIST_AUTOMATION, answers.list_rules)
    server.serve(triage.ADD_AUTOMATION, answers.add)
    server.serve(triage.GET_AUTOMATION, answers.get)
    server.serve(triage.CHANGE_AUTOMATION, answers.change)
    server.serve(triage.LIST_STOPPED_AUTOMATION, answers.list_stopped)
    server.serve(triage.SWITCH_AUTOMATION, answers.switch)
    server.serve(triage.REMOVE_AUTOMATION, answers.remove)
