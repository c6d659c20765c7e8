"""When there is enough to learn from, and which layer may stand again."""

from datetime import datetime, time, timedelta

from services.triage.scoring.domain.correcting import KIND_OF

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
"""What a layer can learn of yes and no: kinds go along with their label, and personal data follow rules."""
CHOICES = ("sentiment", "intent")
"""What it can learn of several answers."""
WITH_ANSWERS = (*CHOICES, "urgency_level")
SHOWN = (*LABELS, *WITH_ANSWERS, "personal_data")
"""What is shown with a message as found or not, or as an answer."""
COUNTED = (*LABELS, *WITH_ANSWERS)
"""What words are counted of to know when there is enough that is new."""
TEACHING = (*COUNTED, *KIND_OF)
"""What is learnt from: a kind says something of its label, and a level of urgency of both its steps."""
ENOUGH_NEW = 50
"""New words after which a layer is fitted at once; fewer wait for the night."""
MOST_WORDS = 20_000
MOST_ITEMS = 5_000
"""A refit reads at most so many messages, the newest: five seconds of scoring on one core."""
_NIGHT = time(2)  # UTC: nobody waits for an answer then, wherever in Europe the team is


def next_night(now: datetime) -> datetime:
    tonight = datetime.combine(now.date(), _NIGHT, now.tzinfo)
    return tonight if tonight > now else tonight + timedelta(days=1)
