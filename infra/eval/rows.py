"""One labelled message of our own, in the form of the annotation guide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.triage.scoring.domain import Message
from services.triage.scoring.outputs import KINDS

MAIN_LABELS = ("toxic", "spam", "question", "service_request", "lead", "urgency")
WORTH_LABELS = ("rumour", "testimony", "constructive", "manipulation", "personal_data")
LABELS = (*MAIN_LABELS, *WORTH_LABELS, *(kind for kinds in KINDS.values() for kind in kinds))


@dataclass(frozen=True, slots=True)
class Place:
    """Where personal data of one kind stand in a text; `end` is excluded."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A message and all that holds of it: `names` are labels and kinds, `urgency` and `personal_data` among them."""

    text: str
    names: frozenset[str]
    sentiment: str
    context: tuple[str, ...] = ()
    sector: str = "other"
    network: str = "facebook"
    register: str = "neutral"
    intent: str | None = None
    urgency: int = 0
    personal_data: tuple[Place, ...] = ()
    hard: str | None = None

    @property
    def message(self) -> Message:
        return Message(self.text, "\n".join(self.context), network=self.network, sector=self.sector)


def read_row(entry: Mapping[str, Any]) -> Row:
    """The row of one JSON object; what is empty may be left out of it."""
    return Row(
        text=entry["text"],
        names=names_of(entry),
        sentiment=entry["sentiment"],
        context=tuple(entry.get("context", ())),
        sector=entry["sector"],
        network=entry["network"],
        register=entry["register"],
        intent=entry.get("intent"),
        urgency=entry.get("urgency", 0),
        personal_data=_places(entry["text"], entry.get("personal_data", ())),
        hard=entry.get("hard"),
    )


def names_of(entry: Mapping[str, Any]) -> frozenset[str]:
    """Every label and kind that an annotator gave."""
    names = {*entry.get("labels", ()), *entry.get("toxic", ()), *entry.get("spam", ())}
    names |= {"urgency"} if entry.get("urgency", 0) else set()
    names |= {"personal_data"} if entry.get("personal_data") else set()
    return frozenset(names)


def _places(text: str, found: Any) -> tuple[Place, ...]:
    """The same words given twice stand in the text twice: each takes the next place."""
    reached: dict[str, int] = {}
    places = []
    for kind, words, _ in found:
        start = text.find(words, reached.get(words, 0))
        start = start if start >= 0 else text.index(words)
        reached[words] = start + len(words)
        places.append(Place(kind, start, start + len(words)))
    return tuple(places)
