"""From what was found to a place in the queue: points that add up, each with its reason, so that a person can
follow every rank. How long a message has waited changes by the minute and is added by the queue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.triage.scoring.domain import FOUND_FROM, Reason, Sentiment

_HIGHEST = 100
_UNSURE_FROM = 0.4
_LIKELY_FROM = 0.85
_MANY_FOLLOWERS = 10_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rank is made of. `threats` counts spans of that label; `pending` is what shows that somebody waits."""

    labels: Mapping[str, float]
    sentiment: Sentiment
    personal_data: Sequence[str] = ()
    threats: int = 0
    pending: str | None = None
    kind: str = "comment"
    followers: int | None = None


def rank(facts: Facts) -> tuple[int, tuple[Reason, ...]]:
    """Priority from 0 to 100 and its reasons, the weightiest first; points add up to it unless it is capped."""
    reasons = [*_to_moderate(facts), *_to_answer(facts), *_seen_by_many(facts)]
    reasons.sort(key=lambda reason: -reason.points)
    if not reasons:
        return 0, (Reason("nothing_pressing", 0),)
    return min(sum(reason.points for reason in reasons), _HIGHEST), tuple(reasons)


def _to_moderate(facts: Facts) -> list[Reason]:
    reasons = []
    toxic = facts.labels.get("toxic", 0.0)
    if facts.threats and toxic >= FOUND_FROM:
        reasons.append(Reason("threat", 60))
    elif toxic >= _LIKELY_FROM:
        reasons.append(Reason("toxic_likely", 40))
    elif toxic >= FOUND_FROM:
        reasons.append(Reason("toxic", 30))
    elif toxic >= _UNSURE_FROM:
        reasons.append(Reason("toxic_unsure", 15))
    if facts.personal_data and facts.kind != "direct":
        reasons.append(Reason("personal_data", 30, {"kinds": ", ".join(facts.personal_data)}))
    return reasons


def _to_answer(facts: Facts) -> list[Reason]:
    reasons = []
    if facts.labels.get("question", 0.0) >= FOUND_FROM:
        # In an attack the question is mostly rhetoric, and to moderate comes before to answer.
        is_attack = facts.labels.get("toxic", 0.0) >= FOUND_FROM
        reasons.append(Reason("question", 10 if is_attack else 30))
    if facts.pending:
        reasons.append(Reason("pending_request", 25, {"words": facts.pending}))
    if facts.sentiment == "negative":
        reasons.append(Reason("negative", 5))
    if facts.kind == "direct":
        reasons.append(Reason("direct_message", 10))
    return reasons


def _seen_by_many(facts: Facts) -> list[Reason]:
    if facts.followers is None or facts.followers < _MANY_FOLLOWERS or facts.kind == "direct":
        return []
    return [Reason("many_followers", 10, {"followers": str(facts.followers)})]
