"""What people say of a message against or beside the machine, kept as evidence from which scoring learns."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from services.contracts.operation import Operation
from services.contracts.triage.kinds import SpamKind, ToxicKind
from services.contracts.values import Listed, Model, Time

CorrectedLabel = Literal[
    "toxic",
    ToxicKind,
    "spam",
    SpamKind,
    "question",
    "service_request",
    "lead",
    "rumour",
    "testimony",
    "constructive",
    "manipulation",
    "personal_data",
    "urgency",
]
# What has an answer of its own rather than yes or no.
AnsweredLabel = Literal["sentiment", "intent", "urgency_level"]
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "sentiment": ("negative", "neutral", "positive"),
    "urgency_level": ("0", "1", "2"),
    "intent": (
        "order_delivery",
        "billing",
        "account_access",
        "outage_technical",
        "cancellation",
        "refund",
        "opening_hours_place",
        "product_info",
        "quality_defect_safety",
        "job_application",
        "administrative_procedure",
        "donation",
        "subscription",
        "other",
    ),
}
EvidenceSource = Literal["correction", "decision", "reply"]


class NewLabel(Model):
    """What a label should be; null takes the correction back, and the machine's word holds again.

    Sentiment, intent and level of urgency are true with their `answer`; other labels have none.
    """

    label: Literal[CorrectedLabel, AnsweredLabel]
    value: bool | None
    answer: str | None = Field(default=None, max_length=40, validate_default=True)

    @field_validator("value")
    @classmethod
    def _answered_otherwise(cls, value: bool | None, known: ValidationInfo) -> bool | None:
        if value is False and known.data.get("label") in ANSWERS:
            raise ValueError("what has an answer is corrected with another one, or taken back")
        return value

    @field_validator("answer")
    @classmethod
    def _answered(cls, answer: str | None, known: ValidationInfo) -> str | None:
        if not {"label", "value"} <= known.data.keys():
            return answer  # what is wrong with those is said already
        wanted = ANSWERS.get(known.data["label"], ()) if known.data["value"] else ()
        if wanted and answer not in wanted:
            raise ValueError(f"must be one of {', '.join(wanted)}")
        if not wanted and answer is not None:
            raise ValueError("must be left out where the label is yes or no, or taken back")
        return answer


class Correction(Model):
    """What somebody says of a label; `said` is the machine's probability then.

    `is_outdated` where it was said of words that their author has changed since: it counts no more.
    """

    label: str
    value: bool
    by: str
    at: Time
    said: float | None = None
    answer: str | None = None
    is_outdated: bool = False


# Answers all corrections of the item that hold; the same one again changes nothing.
CORRECT_LABEL = Operation(
    "triage",
    "triage.correct_label",
    "POST",
    "/v1/items/{item}/labels",
    "decisions:write",
    Listed[Correction],
    body=NewLabel,
)
