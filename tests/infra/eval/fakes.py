"""A small scorer whose answers are known, and rows to ask it about."""

from collections.abc import Sequence
from dataclasses import dataclass

from infra.eval.rows import LABELS, Place, Row
from infra.eval.said import Said
from services.triage.scoring.domain import Message
from services.triage.scoring.personal_data import KINDS


@dataclass(frozen=True, slots=True)
class ReadingJudge:
    """Holds every label whose name stands in the text: `toxic` where it reads “toxic”."""

    model: str = "fake+00000000"
    names: Sequence[str] = LABELS

    def say(self, messages: Sequence[Message]) -> list[Said]:
        return [self._say(message.text) for message in messages]

    def _say(self, text: str) -> Said:
        words = text.split()
        labels = {name: 0.9 if name in words else 0.1 for name in self.names}
        return Said(
            labels=labels,
            found=frozenset(name for name in labels if name in words),
            urgency_level=2 * ("urgency" in words),
            has_intents=True,
            intent="refund" if "refund" in words else None,
            sentiment=next((word for word in words if word in {"negative", "positive"}), "neutral"),
            places=tuple(
                Place(kind, text.index(kind), text.index(kind) + 2) for kind in KINDS if kind in words
            ),
        )


@dataclass(frozen=True, slots=True)
class SilentJudge:
    """Says only whether a text is toxic, as a scorer of fewer labels does."""

    model: str = "silent"

    def say(self, messages: Sequence[Message]) -> list[Said]:
        return [Said(labels={"toxic": 0.2}) for _ in messages]


def row(text: str, *names: str, sentiment: str = "neutral", **more: object) -> Row:
    return Row(text=text, names=frozenset(names), sentiment=sentiment, **more)  # type: ignore[arg-type]  # a row's fields
