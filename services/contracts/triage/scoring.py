"""What scoring finds in a text, as it goes over the wire and as it is kept."""

from typing import Literal

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Model

Sentiment = Literal["negative", "neutral", "positive"]


class Span(Model):
    """Where a label shows, in code points of the text as written; `end` is excluded."""

    label: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class PersonalDataSpan(Model):
    """Where personal data of one kind stand; `valid` is what their check digits say, null where they have none."""

    kind: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    valid: bool | None = None


class Reason(Model):
    """Why something ranks where it does: a code for the words on screen, points, and what to fill in."""

    code: str
    points: int
    params: dict[str, str] = Field(default_factory=dict)


class Place(Model):
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Ground(Model):
    """One thing that speaks for a label, or against it where `weight`, its share of the log-odds, is below zero.

    `places` are code points of the text as written, and `words` what is written there.
    """

    code: str
    weight: float
    places: list[Place] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)


class Explanation(Model):
    """Why something is said: what speaks for it first, the weightiest before the others.

    `label` is one that is found or unsure, a kind of it, `urgency_2` for what must be done at once, or `intent` or
    `sentiment` with the `answer` that is given. A kind and `urgency_2` are weighed among messages of their label, an
    answer by what it scores against the others.
    """

    label: str
    grounds: list[Ground]
    answer: str | None = None


class Found(Model):
    """What triage found in a text; probabilities between 0 and 1.

    `labels` holds every label and kind that the model knows, `urgency` as the probability of level 1 or 2; `found`
    are those to be shown, and `unsure` those about which a person is to look first. The fields with a default came
    later: what was stored before them is still read.
    """

    labels: dict[str, float]
    found: list[str]
    lang: str
    sentiment: Sentiment
    personal_data: list[str]
    spans: list[Span]
    priority: int = Field(ge=0, le=100)
    model: str
    urgency_level: int = Field(default=0, ge=0, le=2)
    intent: str | None = None
    personal_data_spans: list[PersonalDataSpan] = Field(default_factory=list)
    unsure: list[str] = Field(default_factory=list)


class Assessment(Found):
    """What was found in one version of an item, with reasons for its rank and grounds for each label in codes.

    `general` is what the general model says of the labels on which the client's own layer has the word, and
    `general_said` what it would have shown there: yes, no, or an answer.
    """

    reasons: list[Reason]
    explanation: list[Explanation] = Field(default_factory=list)
    general: dict[str, float] = Field(default_factory=dict)
    general_said: dict[str, str] = Field(default_factory=dict)


class Scored(Found):
    """What was found in one text that was only asked about; `reasons` and `explanation` are French sentences.

    `why` holds the grounds of each label that is found or unsure, of its kinds, and of the answers that are given.
    """

    reasons: list[str]
    explanation: str
    why: list[Explanation] = Field(default_factory=list)


class Scores(Model):
    """One for each text, in order."""

    items: list[Scored]


MAX_SCORED_TEXTS = 500
MAX_SCORED_BYTES = 5_000_000

# The body is an array of texts, or {"texts": […]}; each is an object with `text`, or the text alone.
SCORE = Operation("triage", "triage.score", "POST", "/v1/score", "scores:read", Scores, raw_body=True)
