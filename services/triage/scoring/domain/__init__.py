"""What scoring takes in and what it says, as plain values: the other rooms and the command line know no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Sentiment = Literal["negative", "neutral", "positive"]

FOUND_FROM = 0.5
"""A label whose calibrated probability reaches this is said to be found: it is then likelier than not."""

LIKELY_FROM = 0.85
"""From here a label is said to be very likely."""


@dataclass(frozen=True, slots=True)
class Message:
    """One text to score. `context` is the post or the thread above it; `lang` what its network says of it.

    `sector` is the trade of the client (bank, city_hall, …) and `followers` the author's, where known.
    """

    text: str
    context: str = ""
    network: str | None = None
    lang: str | None = None
    sector: str | None = None
    kind: str = "comment"
    followers: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where a label shows: code points of the text as written, `end` excluded, never empty."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a message ranks where it does: a code for the words on screen, what it adds, and what to fill in."""

    code: str
    points: int
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data of one kind at `start:end` of the text; `valid` is None for kinds that have no check."""

    kind: str
    start: int
    end: int
    valid: bool | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks for a label, or against it where `weight`, its share of the log-odds, is below zero.

    `places` are where it stands in the text as written, `words` what is written there.
    """

    code: str
    weight: float
    places: tuple[tuple[int, int], ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something is said: what speaks for it first, the weightiest before the others.

    It is a label that is found or in doubt, a kind of it, `urgency_2` (at once), or with its `answer` the intent or the
    sentiment. The grounds of a kind and of `urgency_2` are parts of its log-odds among messages of its label, whose own
    grounds stand beside them; those of an answer are parts of what it scores, which no other answer exceeds.
    """

    label: str
    grounds: tuple[Ground, ...]
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found in one text. `labels` holds every label and kind with its probability, `found` the labels to be
    shown, `unsure` those that a person should look at first; `priority` is 0 to 100, `intent` None without a request;
    `findings` are personal data with their places, `explanation` has the grounds of all that is said.
    `general` is what the general model says of the labels on which the client's own layer has the word, and
    `general_said` what it would have shown: yes, no, or an answer. `found_from` and `scores` are read by refits alone:
    from where each label is found where that is not FOUND_FROM, and what each answer of a choice scores
    ("sentiment=negative").
    """

    labels: Mapping[str, float]
    found: tuple[str, ...]
    lang: str
    sentiment: Sentiment
    personal_data: tuple[str, ...]
    spans: tuple[Span, ...]
    priority: int
    reasons: tuple[Reason, ...]
    model: str
    urgency_level: int = 0
    intent: str | None = None
    unsure: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    explanation: tuple[Explanation, ...] = ()
    general: Mapping[str, float] = field(default_factory=dict)
    general_said: Mapping[str, str] = field(default_factory=dict)
    found_from: Mapping[str, float] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict, compare=False)
