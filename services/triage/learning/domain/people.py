"""What several people say of one label of one message, as one word with a weight, and what they left as it was."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import sqrt
from typing import Any
from uuid import UUID

from services.triage.scoring.domain.correcting import KIND_OF
from services.triage.scoring.domain.layers import AT_ONCE

YES, NO = "yes", "no"
LEVEL = "urgency_level"


@dataclass(frozen=True, slots=True)
class Voice:
    """A word of one person on one label of one message: yes, no, or an answer."""

    item_id: UUID
    label: str
    word: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Said:
    """What people together say of one label of one message; `at` is the time of the newest word.

    Where as many say one thing as another, its weight is 0, and nothing is said.
    """

    item_id: UUID
    word: str
    weight: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """A message that somebody decided on or answered, and what it was shown with."""

    item_id: UUID
    at: datetime
    shown: Mapping[str, Any]

    def word(self, label: str) -> str | None:
        """What was shown for a label; None where there was nothing to see, as an intent without a request."""
        if label == AT_ONCE:
            return YES if self.shown.get(LEVEL) == "2" else NO
        if label in {"sentiment", "intent"}:
            return self.shown.get(label)
        return YES if label in self.shown["found"] else NO


def agree(voices: Iterable[Voice]) -> dict[str, list[Said]]:
    """Return for each label what people say, oldest first, of each person the newest word.

    A lead of one person of n weighs 1 / √n: one alone 1, two that agree 1.4, two against one 0.6.
    """
    heard: dict[tuple[str, UUID], dict[str, Voice]] = defaultdict(dict)
    for voice in sorted(_with_implied(voices), key=lambda voice: voice.at):
        heard[voice.label, voice.item_id][voice.actor] = voice
    by_label = defaultdict(list)
    for (label, item), several in heard.items():
        by_label[label].append(_together(item, list(several.values())))
    return {label: sorted(said, key=lambda one: (one.at, one.item_id)) for label, said in by_label.items()}


def _together(item: UUID, several: list[Voice]) -> Said:
    counts = Counter(voice.word for voice in several).most_common(2)
    lead = counts[0][1] - (counts[1][1] if len(counts) > 1 else 0)
    return Said(item, counts[0][0], lead / sqrt(len(several)), max(voice.at for voice in several))


def _with_implied(voices: Iterable[Voice]) -> Iterator[Voice]:
    """The words and what goes without saying: an insult is toxic, an intent a request, a level its steps.

    What somebody says itself comes after it, and so stands.
    """
    for voice in voices:
        if voice.label in KIND_OF and voice.word == YES:
            yield replace(voice, label=KIND_OF[voice.label])
        elif voice.label == "intent":
            yield replace(voice, label="service_request", word=YES)
        elif voice.label == LEVEL:
            yield replace(voice, label="urgency", word=NO if voice.word == "0" else YES)
            yield replace(voice, label=AT_ONCE, word=YES if voice.word == "2" else NO)
        yield voice
