"""Use cases of automation, for its own routes and jobs and for the other rooms."""

from services.triage.automation.service.acting import ACTING, Assessed, act, draw, find_act
from services.triage.automation.service.auditing import AUDITING, audit
from services.triage.automation.service.networks import check_network
from services.triage.automation.service.rules import (
    add,
    change,
    get,
    list_rules,
    list_stopped,
    remove,
    switch,
)
from services.triage.automation.service.weighing import (
    WEIGHING,
    judge_rule,
    note_correction,
    note_decision,
    note_replies,
    weigh,
)

__all__ = [
    "ACTING",
    "AUDITING",
    "WEIGHING",
    "Assessed",
    "act",
    "add",
    "audit",
    "change",
    "check_network",
    "draw",
    "find_act",
    "get",
    "judge_rule",
    "list_rules",
    "list_stopped",
    "note_correction",
    "note_decision",
    "note_replies",
    "remove",
    "switch",
    "weigh",
]
