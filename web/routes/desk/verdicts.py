"""How each label of a message stands: what the machine found, in degrees, and what people say against it."""

from collections.abc import Iterable, Mapping
from typing import get_args

from services.contracts.triage import Assessment, ConversationItem, CorrectedLabel, Correction, Opinion
from services.contracts.triage.learning import ANSWERS
from web.pages.desk.verdicts import Alone, Answer, Datum, Degree, Other, Outdated, Verdict
from web.routes.desk.grounds import belonging_to, likely, weighed

LABELS: tuple[str, ...] = get_args(CorrectedLabel)
_MOVED = 0.01  # what shows nowhere need not be said


def verdicts_on(
    item: ConversationItem, names: Mapping[str, str], opinion: Opinion | None = None
) -> tuple[Verdict, ...]:
    """Labels that were found, that the machine is unsure of, and that somebody corrected; in the order of labels."""
    said = {one.label: one for one in item.corrections if not one.is_outdated}
    grounds = {one.label: one.grounds for one in item.assessment.explanation} if item.assessment else {}
    others = opinion.labels if opinion and opinion.outcome == "answered" else {}
    verdicts = []
    for label in LABELS:
        by = ""
        if label in said:
            degree: Degree | None = "said_yes" if said[label].value else "said_no"
            by = names.get(said[label].by, "")
        else:
            degree = _degree(item, label)
        if degree is not None:
            speaks_for, speaks_against = weighed(grounds.get(label, ()))
            verdicts.append(
                Verdict(
                    label=label,
                    degree=degree,
                    said_by=by,
                    speaks_for=speaks_for,
                    speaks_against=speaks_against,
                    other=others.get(label),
                    alone=_alone(item.assessment, label),
                    belonging=() if degree == "said_no" else belonging_to(label, item.assessment, said),
                )
            )
    return tuple(verdicts)


def answers_on(item: ConversationItem, names: Mapping[str, str]) -> tuple[Answer, ...]:
    """What has more than two answers: tone and urgency of every message, intent where it wants something."""
    found = item.assessment
    if found is None:
        return ()
    said = {one.label: one for one in item.corrections if not one.is_outdated}
    held = {"sentiment": found.sentiment, "urgency_level": str(found.urgency_level)}
    if found.intent is not None:
        held = {"intent": found.intent, **held}
    return tuple(
        Answer(
            label=label,
            held=answer,
            choices=ANSWERS[label],
            said_by=names.get(said[label].by, "") if label in said else "",
            is_said=label in said,
        )
        for label, answer in held.items()
    )


def outdated_on(item: ConversationItem, names: Mapping[str, str]) -> tuple[Outdated, ...]:
    """What was said of earlier words, and has not been said again of these."""
    said = {one.label for one in item.corrections if not one.is_outdated}
    return tuple(
        Outdated(one.label, one.value, one.answer or "", names.get(one.by, ""))
        for one in item.corrections
        if one.is_outdated and one.label not in said
    )


def data_in(found: Assessment | None) -> tuple[Datum, ...]:
    """Kinds of personal data, each once; one number that its check digits confirm makes its kind valid."""
    if found is None:
        return ()
    checks: dict[str, list[bool]] = {kind: [] for kind in found.personal_data}
    for span in found.personal_data_spans:
        if span.valid is not None:
            checks.setdefault(span.kind, []).append(span.valid)
    return tuple(Datum(kind, any(valid) if valid else None) for kind, valid in checks.items())


def other_on(opinion: Opinion | None) -> Other | None:
    if opinion is None:
        return None
    return Other(opinion.model, opinion.host, opinion.outcome, opinion.failure, opinion.reason, opinion.euros)


def people_in(corrections: Iterable[Correction]) -> set[str]:
    return {one.by for one in corrections}


def _degree(item: ConversationItem, label: str) -> Degree | None:
    found = item.assessment
    if found is None:
        return None
    if label in found.unsure:
        return "unsure"
    if label in found.found:
        return likely(found.labels.get(label, 1.0))
    return "unlearnt" if found.general_said.get(label) == "yes" else None


def _alone(found: Assessment | None, label: str) -> Alone | None:
    """What the general model says of a label that the client's own layer has moved."""
    if found is None or label not in found.general_said or label not in found.general:
        return None
    chance = found.general[label]
    if abs(chance - found.labels.get(label, chance)) < _MOVED:
        return None
    if found.general_said[label] != "yes":
        return "not_found"
    return likely(chance)
