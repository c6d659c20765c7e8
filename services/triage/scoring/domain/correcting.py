"""What holds of a message once people have spoken: their word stands over the machine's, label by label."""

from collections.abc import Iterable, Mapping, Sequence

from services.contracts import triage as wire
from services.contracts.triage import Correction
from services.triage.scoring.domain.priority import Facts, rank

KIND_OF: Mapping[str, str] = {
    **dict.fromkeys(("insult", "hate", "threat", "harassment", "obscene", "defamation"), "toxic"),
    **dict.fromkeys(("advertising", "scam", "phishing", "bot"), "spam"),
}
_UNNAMED = "personal"  # personal data of which nobody has said the kind
_URGENT = "urgency"


def effective(
    found: wire.Assessment, corrections: Sequence[Correction], kind: str, followers: int | None
) -> wire.Assessment:
    """The assessment as it counts: what was corrected is certain, and the rank follows from it.

    `labels` stay the machine's probabilities, so that its word is still known beside the team's.
    """
    if not corrections:
        return found
    said = {one.label: one.value for one in corrections if one.answer is None}
    answers = {one.label: one.answer for one in corrections if one.answer is not None}
    holds = _holds(found, said)
    level = _level(found, said, answers)
    if "urgency_level" in answers:
        holds = [label for label in holds if label != _URGENT] + [_URGENT] * (level > 0)
    spoken_of = _spoken_of(said, answers)
    data = found.personal_data if "personal_data" in holds else []
    kept = found.model_copy(
        update={
            "found": holds,
            "unsure": [label for label in found.unsure if label not in spoken_of],
            "urgency_level": level,
            "sentiment": answers.get("sentiment", found.sentiment),
            "intent": _intent(found, holds, answers),
            "personal_data": data or [_UNNAMED] * ("personal_data" in holds),
            "personal_data_spans": found.personal_data_spans if data else [],
            "spans": [span for span in found.spans if said.get(_label_of(span.label, found), True)],
        }
    )
    priority, reasons = _rank(kept, _certain(found, spoken_of, holds), kind, followers)
    return kept.model_copy(update={"priority": priority, "reasons": reasons})


def _holds(found: wire.Assessment, said: Mapping[str, bool]) -> list[str]:
    """Labels that hold. A kind that somebody sees is one of its parent; without the parent there is no kind."""
    seen = {KIND_OF[label] for label, holds in said.items() if holds and label in KIND_OF}
    labels = [*found.found, *seen, *(label for label, holds in said.items() if holds)]
    kept = [label for label in dict.fromkeys(labels) if said.get(label, True)]
    return [label for label in kept if said.get(KIND_OF.get(label, label), True)]


def _level(found: wire.Assessment, said: Mapping[str, bool], answers: Mapping[str, str]) -> int:
    if "urgency_level" in answers:
        return int(answers["urgency_level"])
    if _URGENT in said:
        return max(found.urgency_level, 1) if said[_URGENT] else 0
    return found.urgency_level


def _intent(found: wire.Assessment, holds: Iterable[str], answers: Mapping[str, str]) -> str | None:
    if "service_request" not in holds:
        return None
    return answers.get("intent") or found.intent or "other"


def _spoken_of(said: Mapping[str, bool], answers: Mapping[str, str]) -> set[str]:
    """Labels that nobody need look at again: who sees an insult has seen that it is to be moderated."""
    parents = {KIND_OF[label] for label, holds in said.items() if holds and label in KIND_OF}
    return {*said, *parents} | ({_URGENT} if "urgency_level" in answers else set())


def _label_of(span: str, found: wire.Assessment) -> str:
    """The label that a mark in the text belongs to."""
    if span in {one.kind for one in found.personal_data_spans}:
        return "personal_data"
    return KIND_OF.get(span, span)


def _certain(found: wire.Assessment, spoken_of: Iterable[str], holds: Sequence[str]) -> dict[str, float]:
    """Probabilities for the rank: of what people have spoken there is no doubt."""
    certain = {
        label: float(label in holds) for label in (*spoken_of, *(one for one in holds if one in KIND_OF))
    }
    gone = {kind: 0.0 for kind, parent in KIND_OF.items() if certain.get(parent, 1.0) == 0.0}
    return {**found.labels, **certain, **gone}


def _rank(
    kept: wire.Assessment, labels: Mapping[str, float], kind: str, followers: int | None
) -> tuple[int, list[wire.Reason]]:
    pending = next((one.params.get("words") for one in kept.reasons if one.code == "pending_request"), None)
    facts = Facts(
        labels=labels,
        found=kept.found,
        sentiment=kept.sentiment,
        personal_data=kept.personal_data,
        urgency_level=kept.urgency_level,
        pending=pending,
        kind=kind,
        followers=followers,
        unsure=kept.unsure,
    )
    priority, reasons = rank(facts)
    return priority, [
        wire.Reason(code=one.code, points=one.points, params=dict(one.params)) for one in reasons
    ]
