"""What people decide about items, and what the network made of it."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.triage.kinds import ToxicKind
from services.contracts.values import Listed, Lookup, Model, Text, Time

# `restore` shows again what was hidden or deleted.
DecisionKind = Literal["approve", "hide", "delete", "restore"]
# What takes a message from the public's view.
WITHDRAWING: frozenset[DecisionKind] = frozenset({"hide", "delete"})
DecisionState = Literal["pending", "in_force", "failed", "unknown"]
# What a message is withdrawn for.
RefusalReason = Literal[ToxicKind, "spam", "personal_data", "off_topic", "other"]
DecisionReason = Literal[ToxicKind, "spam", "personal_data", "off_topic", "legitimate", "other"]
ItemState = Literal["visible", "held", "hiding", "hidden", "deleting", "deleted", "restoring"]


class Grounds(Model):
    """On what a rule acted without a person: what the model said, and what the client's own decisions show of it.

    From `threshold` on there were `evidence_count` decisions of people with `error_count` errors, which leave an error
    of at most `bound` open, while the client allows `highest_error`.
    """

    rule_id: UUID
    label: str
    probability: float
    model: str
    threshold: float
    evidence_count: int
    error_count: int
    bound: float
    highest_error: float


class Decision(Model):
    """What was done with an item, why and by whom; in force when the network has answered.

    Approving what the network does not hold asks it for nothing. `detail` is the network's reason where it did not.
    `grounds` are those of a rule that decided alone.
    """

    id: UUID
    client_id: UUID
    item_id: UUID
    kind: DecisionKind
    reason: DecisionReason
    note: str
    state: DecisionState
    detail: str | None = None
    decided_by: str
    decided_at: Time
    settled_at: Time | None = None
    grounds: Grounds | None = None


class NewDecision(Model):
    kind: DecisionKind
    reason: DecisionReason = "legitimate"
    note: Text = Field(default="", max_length=2_000)


DECIDE = Operation(
    "triage",
    "triage.decide",
    "POST",
    "/v1/items/{item}/decisions",
    "decisions:write",
    Decision,
    body=NewDecision,
    status=201,
)
LOOK_UP_DECISIONS = Operation(
    "triage",
    "triage.look_up_decisions",
    "POST",
    "/v1/clients/{client}/decisions/lookup",
    "queue:read",
    Listed[Decision],
    body=Lookup,
)

# Topics of triage's event log and what their keys are.
DECISION_MADE = "decision.made"  # decision ids
DECISION_SETTLED = "decision.settled"  # decision ids
