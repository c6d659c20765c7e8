"""What the use cases of automation have in common about one rule."""

from services.contracts.triage import AutomationAction
from services.triage.automation.models import Rule

ON = frozenset({"gathering", "acting"})
NO_AUDIT = dict.fromkeys(("audited_count", "audited_errors", "acted_count", "reversed_count"), 0)


def action_of(rule: Rule) -> AutomationAction:
    return rule.action  # type: ignore[return-value]  # the contract's validation let nothing else in
