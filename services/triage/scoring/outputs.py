"""What the models can say, in the order of their columns: training and scoring read the same names from here."""

from collections.abc import Mapping

from services.triage.scoring.domain import Sentiment, layers

LABELS = (
    "toxic",
    "spam",
    "question",
    "service_request",
    "lead",
    "rumour",
    "testimony",
    "constructive",
    "manipulation",
    "urgency",
)
"""`urgency` is the chance of level 1 or 2."""

KINDS = {
    "toxic": ("insult", "hate", "threat", "harassment", "obscene", "defamation"),
    "spam": ("advertising", "scam", "phishing", "bot"),
}
INTENTS = (
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
)
TONES: tuple[Sentiment, ...] = ("negative", "neutral", "positive")
AT_ONCE = layers.AT_ONCE
CHOICES: Mapping[str, tuple[str, ...]] = {"intent": INTENTS, "sentiment": TONES}
"""What has one of several answers, under the names that people know."""
_HEADS = {"intent": "intent", "sentiment": "tone"}
_ANSWERS = {
    f"{_HEADS[choice]}:{answer}": (choice, answer)
    for choice, answers in CHOICES.items()
    for answer in answers
}


def output_of(choice: str, answer: str) -> str:
    """What the heads and the formula of an answer are called."""
    return f"{_HEADS[choice]}:{answer}"


def answer_of(output: str) -> tuple[str, str | None]:
    """The choice and the answer of an output, or its label and None."""
    return _ANSWERS.get(output, (output, None))


OPEN = "@open"
"""Behind a label: as talk on open forums and chats has it, where nobody speaks to a client."""
CHAT = "@chat"
"""The same as a chat among young people has it."""

ANY = "@any"
"""The same as all rows have it together, as they come: ours with a trade, those of open talk without."""

HEADS = (
    *LABELS,
    f"toxic{OPEN}",
    f"toxic{CHAT}",
    f"toxic{ANY}",
    f"question{OPEN}",
    AT_ONCE,
    *(kind for kinds in KINDS.values() for kind in kinds),
    *_ANSWERS,
)
