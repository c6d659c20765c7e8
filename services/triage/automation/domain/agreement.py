"""Whether what people decided about a message agrees with what a rule would have done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args
from uuid import UUID

from services.contracts.triage import (
    WITHDRAWING,
    AutomationAction,
    DecisionKind,
    DecisionReason,
    NewDecision,
)
from services.contracts.triage.kinds import ToxicKind

_KINDS: tuple[ToxicKind, ...] = get_args(ToxicKind)
_TOXIC = frozenset[DecisionReason](_KINDS)
_SPAM = frozenset[DecisionReason]({"spam"})
# The reasons with which people confirm a label; of others, any for which they withdraw a message.
_CONFIRMING: Mapping[str, frozenset[DecisionReason]] = {
    "toxic": _TOXIC,
    **{kind: frozenset({kind}) for kind in _KINDS},
    "spam": _SPAM,
    "advertising": _SPAM,
    "scam": _SPAM,
    "phishing": _SPAM,
    "bot": _SPAM,
    "personal_data": frozenset({"personal_data"}),
}
_REASONS: Mapping[str, DecisionReason] = {
    "toxic": "insult",
    **{kind: kind for kind in _KINDS},
    **dict.fromkeys(("spam", "advertising", "scam", "phishing", "bot"), "spam"),
    "personal_data": "personal_data",
}


@dataclass(frozen=True, slots=True)
class PersonsAct:
    """What somebody did with a message; `id` is the decision's or the reply's, `kind` a decision's or `answer`."""

    id: UUID
    item_id: UUID
    kind: str
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Word:
    """People's latest word on a message: a decision, or `answer`, since whoever answers lets it stand.

    `corrected` is what they say of the rule's label itself, None where they leave it as the machine has it; `kind` is
    empty where that is all they said.
    """

    kind: str
    reason: str
    corrected: bool | None = None

    @property
    def is_telling(self) -> bool:
        """Whether it shows if an act was right: that a label is there does not yet say what to do about it."""
        return bool(self.kind) or self.corrected is False

    def confirms(self, label: str, action: AutomationAction) -> bool:
        """Whether the act would have been right: people did the same, or more, and for this label's sake."""
        if self.corrected is False:
            return False
        if action == "approve":
            return self.kind in {"approve", "answer", "restore"}
        if self.kind not in WITHDRAWING or (action == "delete" and self.kind != "delete"):
            return False
        if self.corrected:
            return True
        if action == "mark_spam":
            return self.reason in _SPAM
        return self.reason in _CONFIRMING.get(label, {self.reason} - {"legitimate"})

    def reverses(self, action: AutomationAction) -> bool:
        """Whether it takes back what the machine did, or denies what it went by."""
        if self.corrected is False:
            return True
        return self.kind in (WITHDRAWING if action == "approve" else {"restore", "approve"})


def decision_for(label: str, action: AutomationAction) -> NewDecision:
    """What the machine decides when it acts on a label."""
    if action == "approve":
        return NewDecision(kind="approve", reason="legitimate")
    kind: DecisionKind = "delete" if action == "delete" else "hide"
    return NewDecision(kind=kind, reason="spam" if action == "mark_spam" else _REASONS.get(label, "other"))
