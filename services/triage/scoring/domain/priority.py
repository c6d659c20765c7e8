"""From what was found to a place in the queue: points that add up, each with its reason, so that a person can
follow every rank. How long a message has waited changes by the minute and is added by the queue.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from services.triage.scoring.domain import LIKELY_FROM, Reason, Sentiment

_HIGHEST = 100
_UNSURE_FROM = 0.4
# Of 228 threats in cross-validation half reach this where a message is toxic, and two in five that do are threats, the
# others mostly other attacks; at 0.3 four in ten were seen, and those that were veiled stood behind questions.
THREAT_FROM = 0.2
_UNSURE_URGENCY_FROM = 0.25  # to look once too often is cheap, to miss a danger is not
_MANY_FOLLOWERS = 10_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rank is made of. `pending` is what shows, as written, that somebody waits; `unsure` are in doubt."""

    labels: Mapping[str, float]
    found: Collection[str]
    sentiment: Sentiment
    personal_data: Sequence[str] = ()
    urgency_level: int = 0
    pending: str | None = None
    kind: str = "comment"
    followers: int | None = None
    unsure: Sequence[str] = ()


def rank(facts: Facts) -> tuple[int, tuple[Reason, ...]]:
    """Priority from 0 to 100 and its reasons, the weightiest first; points add up to it unless it is capped."""
    reasons = [
        *_to_haste(facts),
        *_to_moderate(facts),
        *_to_answer(facts),
        *_seen_by_many(facts),
        *_in_doubt(facts),
    ]
    reasons.sort(key=lambda reason: -reason.points)
    if not reasons:
        return 0, (Reason("nothing_pressing", 0),)
    return min(sum(reason.points for reason in reasons), _HIGHEST), tuple(reasons)


def _to_haste(facts: Facts) -> list[Reason]:
    """Danger, fraud and threats come first, whatever else a message is."""
    reasons = []
    if facts.urgency_level:
        reasons.append(Reason("urgent_now", 60) if facts.urgency_level == 2 else Reason("urgent_today", 35))
    elif facts.labels.get("urgency", 0.0) >= _UNSURE_URGENCY_FROM:
        reasons.append(Reason("urgent_unsure", 25))
    if _is_threat(facts):
        reasons.append(Reason("threat", 60))
    return reasons


def _is_threat(facts: Facts) -> bool:
    # A threat may be one among other kinds, and many are veiled.
    return facts.labels.get("threat", 0.0) >= THREAT_FROM and "toxic" in facts.found


def _to_moderate(facts: Facts) -> list[Reason]:
    reasons = []
    toxic = facts.labels.get("toxic", 0.0)
    if (toxic >= _UNSURE_FROM or "toxic" in facts.found) and not _is_threat(facts):
        reasons.append(_attack(toxic, is_found="toxic" in facts.found))
    if "spam" in facts.found:
        reasons.append(Reason("spam", 20))
    if facts.personal_data and facts.kind != "direct":
        reasons.append(Reason("personal_data", 30, {"kinds": ", ".join(facts.personal_data)}))
    return reasons


def _attack(toxic: float, *, is_found: bool) -> Reason:
    if toxic >= LIKELY_FROM:
        return Reason("toxic_likely", 40)
    return Reason("toxic", 30) if is_found else Reason("toxic_unsure", 15)


def _to_answer(facts: Facts) -> list[Reason]:
    reasons = []
    if "question" in facts.found:
        # In an attack the question is mostly rhetoric, and to moderate comes before to answer.
        is_attack = "toxic" in facts.found
        reasons.append(Reason("question", 10 if is_attack else 30))
    elif "service_request" in facts.found:
        reasons.append(Reason("service_request", 25))
    if facts.pending:
        reasons.append(Reason("pending_request", 15, {"words": facts.pending}))
    if facts.sentiment == "negative":
        reasons.append(Reason("negative", 5))
    if facts.kind == "direct":
        reasons.append(Reason("direct_message", 10))
    return reasons


def _seen_by_many(facts: Facts) -> list[Reason]:
    if facts.followers is None or facts.followers < _MANY_FOLLOWERS or facts.kind == "direct":
        return []
    return [Reason("many_followers", 10, {"followers": str(facts.followers)})]


def _in_doubt(facts: Facts) -> list[Reason]:
    """What the machine does not know goes to people first; doubts that have a reason of their own count there."""
    own = {"toxic"} if facts.labels.get("toxic", 0.0) >= _UNSURE_FROM or "toxic" in facts.found else set()
    if facts.labels.get("urgency", 0.0) >= _UNSURE_URGENCY_FROM:
        own.add("urgency")
    doubts = [label for label in facts.unsure if label not in own]
    return [Reason("unsure", 5, {"labels": ", ".join(doubts)})] if doubts else []
