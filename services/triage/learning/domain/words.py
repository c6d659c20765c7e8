"""What a person's act says about a message, label by label."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from services.contracts.triage import Decision, DecisionReason, EvidenceSource

_NAMESPACE = UUID(
    "4d0c7f0e-3c55-5b0a-8a43-6f1e4b7d2c19"
)  # Fixed for ever: replays find their evidence by it.
# Whom people answer is a fact of its own: an answered insult is still one.
ANSWERED = "answered"
# Every decision is a fact of its own too, also one whose reason says nothing about a label.
DECIDED = "decided"
ACTS = (ANSWERED, DECIDED)
"""By which somebody dealt with a message: what was shown with it and left so was not found wrong."""
_TAKEN_AWAY_FOR: Mapping[DecisionReason, tuple[str, ...]] = {
    "insult": ("toxic", "insult"),
    "hate": ("toxic", "hate"),
    "threat": ("toxic", "threat"),
    "harassment": ("toxic", "harassment"),
    "obscene": ("toxic", "obscene"),
    "defamation": ("toxic", "defamation"),
    "spam": ("spam",),
    "personal_data": ("personal_data",),
}
_LET_STAND = ("toxic", "spam")


@dataclass(frozen=True, slots=True)
class Word:
    """One label of one item, as somebody sees it. The same act gives the same id, so that twice is once.

    `answer` is the word for a label that has more than two, such as sentiment.
    """

    id: UUID
    item_id: UUID
    label: str
    value: bool
    source: EvidenceSource
    actor: str
    at: datetime
    answer: str | None = None


def words_of_decision(decision: Decision) -> list[Word]:
    """Hiding and deleting say what the message is, by their reason; letting it stand says what it is not."""
    if decision.kind in {"hide", "delete"}:
        said = dict.fromkeys(_TAKEN_AWAY_FOR.get(decision.reason, ()), True)
    else:
        said = dict.fromkeys(_LET_STAND, False)
    return [
        Word(
            id=derive_id(decision.id, label),
            item_id=decision.item_id,
            label=label,
            value=value,
            source="decision",
            actor=decision.decided_by,
            at=decision.decided_at,
        )
        for label, value in {**said, DECIDED: True}.items()
    ]


def derive_id(act: UUID, label: str) -> UUID:
    return uuid5(_NAMESPACE, f"{act}:{label}")


def is_person(actor: str) -> bool:
    """Whether somebody said it, and not a rule or another machine."""
    return actor.startswith("user:")
