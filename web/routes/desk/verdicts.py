"""How each label of a message stands: what the machine found, in degrees, and what people say against it."""

from collections.abc import Mapping
from typing import get_args

from services.contracts.triage import ConversationItem, CorrectedLabel
from web.pages.desk.conversation import Degree, Verdict

LABELS: tuple[str, ...] = get_args(CorrectedLabel)
_VERY_LIKELY_FROM = 0.85


def verdicts_on(item: ConversationItem, names: Mapping[str, str]) -> tuple[Verdict, ...]:
    """Labels that were found, that the machine is unsure of, and that somebody corrected; in the order of labels."""
    said = {one.label: one for one in item.corrections}
    verdicts = []
    for label in LABELS:
        if label in said:
            degree: Degree = "said_yes" if said[label].value else "said_no"
            verdicts.append(Verdict(label, degree, names.get(said[label].by, "")))
        elif (found := _degree(item, label)) is not None:
            verdicts.append(Verdict(label, found))
    return tuple(verdicts)


def _degree(item: ConversationItem, label: str) -> Degree | None:
    found = item.assessment
    if found is None:
        return None
    if label in found.unsure:
        return "unsure"
    if label in found.found:
        return "very_likely" if found.labels.get(label, 1.0) >= _VERY_LIKELY_FROM else "likely"
    return None
