"""What was decided about a message, what can be decided now, and what only a look at the network settles."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.contracts.ingest import ActionKind
from services.contracts.triage import DecisionKind, DecisionReason, DecisionState, Grounds


@dataclass(frozen=True)
class Decided:
    """One decision on a message; `decided_by` is a name that people know, none where a rule with `grounds` did."""

    kind: DecisionKind
    reason: DecisionReason
    note: str
    state: DecisionState
    decided_by: str
    decided_at: datetime
    detail: str | None = None
    grounds: Grounds | None = None


@dataclass(frozen=True)
class DecisionForm:
    """`kinds` are what the account and the message allow; `is_final` says that a deletion cannot be undone there.

    A form that was refused comes back open, with what was written and what is wrong; `refused` says which.
    """

    kinds: frozenset[DecisionKind] = frozenset()
    is_final: bool = False
    refused: DecisionKind | None = None
    reason: DecisionReason | None = None
    note: str = ""
    error: str | None = None


@dataclass(frozen=True)
class Unsettled:
    """An act of which nobody knows whether the network did it: only somebody who looks there can say."""

    action_id: UUID
    kind: ActionKind
    url: str | None = None
