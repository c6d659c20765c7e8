"""What a client lets the machine do alone: rules, the evidence on which they act, and what came of it."""

from typing import Literal
from uuid import UUID

from pydantic import Field, field_validator

from services.contracts.operation import Operation
from services.contracts.triage.learning import CorrectedLabel
from services.contracts.values import Listed, Model, Nothing, Time

# `mark_spam` hides as spam, where the account can.
AutomationAction = Literal["hide", "mark_spam", "delete", "approve"]
# `gathering`: switched on, but too little evidence to act. `stopped`: its audited errors broke the limit.
AutomationState = Literal["off", "gathering", "acting", "stopped"]


class NewAutomation(Model):
    """For which label what is done alone, on one network or on all, and how often it may be wrong at most.

    `audit_share` is the share of what it would do that goes to people instead, drawn at random.
    """

    label: CorrectedLabel
    action: AutomationAction
    network: str | None = Field(default=None, min_length=1, max_length=40)
    highest_error: float = Field(ge=0.005, le=0.3)
    audit_share: float = Field(default=0.1, ge=0.02, le=1)

    @field_validator("audit_share", mode="before")
    @classmethod
    def _want_a_number(cls, share: object) -> object:
        if isinstance(share, bool):
            raise ValueError("must be a number")
        return share


class Automation(NewAutomation):
    """A rule, what the client's own decisions show about it, and what came of it since it was switched on.

    It acts from `threshold` on, null while none is shown to keep the limit. `evidence_count` decisions with
    `error_count` errors leave an error of at most `bound` open; without a threshold they are those from `start` on,
    where `missing` more that agree are needed (null where that is beyond reach). `sentence` says all this in words.
    `audited_count` messages went to people instead and were decided, `audited_errors` of them otherwise;
    `reversed_count` of `acted_count` acts were taken back. All figures hold for `model`, which reads this client's
    messages since `model_since`; `other_count` messages that people judged under other models do not count. Without
    `computed_at` the rule is being weighed, and the figures are those of no decision at all.
    """

    id: UUID
    client_id: UUID
    state: AutomationState
    threshold: float | None
    start: float
    evidence_count: int
    error_count: int
    bound: float
    missing: int | None
    sentence: str
    computed_at: Time | None
    switched_by: str | None
    switched_at: Time | None
    acted_count: int
    reversed_count: int
    audited_count: int
    audited_errors: int
    stopped_at: Time | None
    model: str | None = None
    model_since: Time | None = None
    other_count: int = 0


class Switch(Model):
    is_on: bool = Field(strict=True)


_RULES = "/v1/clients/{client}/automation"
_RULE = "/v1/clients/{client}/automation/{rule}"
LIST_AUTOMATION = Operation(
    "triage", "triage.list_automation", "GET", _RULES, "queue:read", Listed[Automation]
)
ADD_AUTOMATION = Operation(
    "triage",
    "triage.add_automation",
    "POST",
    _RULES,
    "automation:write",
    Automation,
    body=NewAutomation,
    status=201,
)
GET_AUTOMATION = Operation("triage", "triage.get_automation", "GET", _RULE, "queue:read", Automation)
# What is changed is switched off by it: the evidence for it is another.
CHANGE_AUTOMATION = Operation(
    "triage",
    "triage.change_automation",
    "PUT",
    _RULE,
    "automation:write",
    Automation,
    body=NewAutomation,
)
# Switched on, it gathers until it was weighed, and acts as soon as its evidence allows; one that was stopped begins
# a new audit.
SWITCH_AUTOMATION = Operation(
    "triage",
    "triage.switch_automation",
    "PUT",
    "/v1/clients/{client}/automation/{rule}/switch",
    "automation:write",
    Automation,
    body=Switch,
)
# What stopped by itself and waits for a person, of all clients of whoever asks.
LIST_STOPPED_AUTOMATION = Operation(
    "triage",
    "triage.list_stopped_automation",
    "GET",
    "/v1/automation/stopped",
    "queue:read",
    Listed[Automation],
)
REMOVE_AUTOMATION = Operation(
    "triage", "triage.remove_automation", "DELETE", _RULE, "automation:write", Nothing
)

# Topics of triage's event log and what their keys are.
AUTOMATION_CHANGED = "automation.changed"  # rule ids
AUTOMATION_STOPPED = "automation.stopped"  # rule ids
