"""A charter between its form and the service: words for thresholds, and what is wrong with which label."""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from fastapi import Request
from starlette.datastructures import FormData

from services.contracts.triage import CharterDraft, Clause, RefusedLabel
from web.pages.charter.context import LEVELS, CharterForm, ClauseField, Level, PeriodForm
from web.rendering.languages import mark
from web.sentences import say

LABELS: tuple[RefusedLabel, ...] = get_args(RefusedLabel)
# Which kinds belong to which family: where a kind has no clause, its family has the word.
FAMILIES: Mapping[str, str] = {
    **dict.fromkeys(("insult", "hate", "threat", "harassment", "obscene", "defamation"), "toxic"),
    **dict.fromkeys(("advertising", "scam", "phishing", "bot"), "spam"),
}
# What the service refuses where the form does not say which version was changed.
NO_VERSION = -1
BAD_THRESHOLD = mark("Write a number between 5 and 99.")


def form_of(draft: CharterDraft, version: int, period: PeriodForm) -> CharterForm:
    """Return a draft as the form shows it: every label, with a clause or without."""
    held = {clause.label: clause for clause in draft.clauses}
    return CharterForm(
        version, tuple(_field(label, held.get(label)) for label in LABELS), period, draft.allowed
    )


async def read_charter_form(request: Request) -> CharterForm:
    """Return the form as it was sent; what is not in it is empty."""
    given = await request.form()
    version = text_of(given, "version")
    return CharterForm(
        int(version) if version.isdecimal() and len(version) < 9 else NO_VERSION,
        tuple(_sent(given, label) for label in LABELS),
        read_period(given),
        text_of(given, "allowed"),
    )


def read_period(given: FormData) -> PeriodForm:
    return PeriodForm(
        text_of(given, "first_day"),
        text_of(given, "last_day"),
        text_of(given, "model") or "as_assessed",
        text_of(given, "before") or "then",
    )


def draft_values(form: CharterForm) -> dict[str, object]:
    """Return what the service is sent."""
    return {
        "allowed": form.allowed,
        "clauses": [
            {
                "label": one.label,
                "proposal": one.proposal,
                "threshold": _threshold(one),
                "reason": one.reason,
            }
            for one in form.clauses
            if one.proposal
        ],
    }


def refused_clauses(
    form: CharterForm, faults: Mapping[str, str], language: str, prefix: str = ""
) -> tuple[ClauseField, ...]:
    """Return the clauses with what is wrong beside the label where it is wrong."""
    sent = [one.label for one in form.clauses if one.proposal]
    wrong = {
        sent[int(place)]: say(BAD_THRESHOLD, language) if name == "threshold" else words
        for fault, words in faults.items()
        if fault.startswith(f"{prefix}clauses.")
        for place, _, name in [fault.removeprefix(f"{prefix}clauses.").partition(".")]
    }
    return tuple(replace(one, error=wrong.get(one.label, "")) for one in form.clauses)


def _field(label: str, clause: Clause | None) -> ClauseField:
    family = FAMILIES.get(label, "")
    if clause is None:
        return ClauseField(label, "" if family else "let_stand", family=family)
    level: Level = next((name for name, value in LEVELS.items() if value == clause.threshold), "exact")
    percent = f"{clause.threshold * 100:g}"
    return ClauseField(label, clause.proposal, level, percent, clause.reason, family)


def _sent(given: FormData, label: str) -> ClauseField:
    level = text_of(given, f"level-{label}")
    return ClauseField(
        label,
        text_of(given, f"proposal-{label}"),
        level if level in {*LEVELS, "exact"} else "ordinary",
        text_of(given, f"percent-{label}"),
        text_of(given, f"reason-{label}") or "other",
        FAMILIES.get(label, ""),
    )


def _threshold(one: ClauseField) -> float | str:
    return percent_value(one.percent) if one.level == "exact" else LEVELS[one.level]


def percent_value(written: str) -> float | str:
    """Return the share that is meant by a number of hundredths; what is no number stays for the service to refuse."""
    try:
        return round(float(written.replace(",", ".")) / 100, 4)
    except ValueError:
        return written


def text_of(given: FormData, name: str) -> str:
    value = given.get(name, "")
    return value.strip() if isinstance(value, str) else ""
