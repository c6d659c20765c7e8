"""What several people say of one label of one message, as one word with a weight."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Voice:
    """The newest word of one person on one label of one message."""

    item_id: UUID
    label: str
    value: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What people together say of one label of one message; `at` is the time of the newest word."""

    item_id: UUID
    value: bool
    weight: float
    at: datetime


def agree(voices: Iterable[Voice]) -> dict[str, list[Said]]:
    """Return for each label what people say, oldest first; where as many say yes as no, nothing is said.

    A lead of one person of n weighs 1 / √n: one alone 1, two that agree 1.4, two against one 0.6.
    """
    heard = defaultdict(list)
    for voice in voices:
        heard[voice.label, voice.item_id].append(voice)
    by_label = defaultdict(list)
    for (label, item), several in heard.items():
        lead = sum(1 if voice.value else -1 for voice in several)
        if lead:
            at = max(voice.at for voice in several)
            by_label[label].append(Said(item, lead > 0, abs(lead) / sqrt(len(several)), at))
    return {label: sorted(said, key=lambda one: (one.at, one.item_id)) for label, said in by_label.items()}
