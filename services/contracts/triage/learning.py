"""What people say of a message against or beside the machine, kept as evidence from which scoring learns."""

from typing import Literal

from services.contracts.operation import Operation
from services.contracts.values import Listed, Model, Time

CorrectedLabel = Literal[
    "toxic",
    "insult",
    "hate",
    "threat",
    "harassment",
    "obscene",
    "defamation",
    "spam",
    "advertising",
    "scam",
    "phishing",
    "bot",
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
EvidenceSource = Literal["correction", "decision", "reply"]


class NewLabel(Model):
    """What a label should be; null takes the correction back, and the machine's word holds again."""

    label: CorrectedLabel
    value: bool | None


class Correction(Model):
    """What somebody says of a label of the words as they stand; `said` is the machine's probability then."""

    label: str
    value: bool
    by: str
    at: Time
    said: float | None = None


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
