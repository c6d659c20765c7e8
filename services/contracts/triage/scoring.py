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


class Assessment(Model):
    """What triage found in one version of an item; probabilities between 0 and 1.

    `labels` holds every label and kind that the model knows, `urgency` as the probability of level 1 or 2; `found`
    are those to be shown. `unsure` are the labels about which a person is to look first, and `explanation` says in
    coded reasons what speaks for what was found. The fields with a default came later: what was stored before them
    is still read.
    """

    labels: dict[str, float]
    found: list[str]
    lang: str
    sentiment: Sentiment
    personal_data: list[str]
    spans: list[Span]
    priority: int = Field(ge=0, le=100)
    reasons: list[Reason]
    model: str
    urgency_level: int = Field(default=0, ge=0, le=2)
    intent: str | None = None
    personal_data_spans: list[PersonalDataSpan] = Field(default_factory=list)
    unsure: list[str] = Field(default_factory=list)
    explanation: list[Reason] = Field(default_factory=list)


class Scored(Model):
    """What was found in one text that was only asked about; `reasons` and `explanation` are French sentences."""

    labels: dict[str, float]
    found: list[str]
    urgency_level: int = Field(default=0, ge=0, le=2)
    intent: str | None = None
    lang: str
    sentiment: Sentiment
    personal_data: list[str]
    personal_data_spans: list[PersonalDataSpan] = Field(default_factory=list)
    spans: list[Span]
    unsure: list[str] = Field(default_factory=list)
    priority: int = Field(ge=0, le=100)
    reasons: list[str]
    explanation: str
    model: str


class Scores(Model):
    """One for each text, in order."""

    items: list[Scored]


MAX_SCORED_TEXTS = 500
MAX_SCORED_BYTES = 5_000_000

# The body is an array of texts, or {"texts": […]}; each is an object with `text`, or the text alone.
SCORE = Operation("triage", "triage.score", "POST", "/v1/score", "scores:read", Scores, raw_body=True)
