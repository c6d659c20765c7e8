"""What is asked of a replay between its forms and the service: its days, its sides, and a rule that is tried."""

import re
from collections.abc import Mapping
from dataclasses import replace

from starlette.datastructures import FormData

from services.contracts.triage import Automation
from web.forms import UNTAKEN
from web.pages.charter.context import PeriodForm
from web.pages.replay.context import TrialForm
from web.rendering.languages import mark
from web.routes.charter_form import BAD_THRESHOLD, percent_value, read_period, text_of
from web.sentences import say

_FIELDS = {"action": "act", "highest_error": "bound", "threshold": "percent"}
_SHARE = re.compile(r"0\.\d{1,6}")
_BAD_PERIOD = {
    "first_day": mark("Choose a day up to today."),
    "last_day": mark("Choose a day that is not before the first, nor a year after it."),
}
_BAD_BOUND = mark("Choose one of these limits, or an exact threshold.")


def is_share(written: str) -> bool:
    return _SHARE.fullmatch(written) is not None


def period_values(period: PeriodForm, time_zone: str) -> dict[str, object]:
    """Return what the service is sent of a period."""
    return {
        "first_day": period.first_day,
        "last_day": period.last_day,
        "model": period.model,
        "before": period.before,
        "time_zone": time_zone,
    }


def refused_period(period: PeriodForm, faults: Mapping[str, str], language: str) -> PeriodForm:
    """Return the form with what is wrong beside each day; that a replay is under way stands at the first."""
    words = {name: words for name, words in faults.items() if "." not in name}
    for name, said in _BAD_PERIOD.items():
        if words.get(name) == say(UNTAKEN, language):
            words[name] = say(said, language)
    return period.refused(words)


def trial_of(rule: Automation, period: PeriodForm) -> TrialForm:
    """Return the form with a rule in it, to begin where it acts or as it would with its limit."""
    place = (rule.label, rule.action, rule.network or "")
    if rule.threshold is None:
        return TrialForm(period, *place, bound=f"{rule.highest_error:g}")
    return TrialForm(period, *place, bound="exact", percent=f"{rule.threshold * 100:g}")


def read_trial(given: FormData) -> TrialForm:
    return TrialForm(
        read_period(given),
        text_of(given, "label"),
        text_of(given, "act"),
        text_of(given, "network"),
        text_of(given, "bound"),
        text_of(given, "percent"),
    )


def trial_values(form: TrialForm) -> dict[str, object]:
    """Return what the service is sent of a rule that is tried."""
    is_exact = form.bound == "exact"
    return {
        "label": form.label,
        "action": form.act,
        "network": form.network or None,
        "threshold": percent_value(form.percent) if is_exact else None,
        "highest_error": None if is_exact else form.bound,
    }


def refused_trial(form: TrialForm, faults: Mapping[str, str], language: str) -> TrialForm:
    """Return the form with what is wrong beside the field where it is wrong."""
    errors = {
        _FIELDS.get(name, name): words
        for fault, words in faults.items()
        if fault.startswith("trial.")
        for name in [fault.removeprefix("trial.")]
    }
    for name, words in (("percent", BAD_THRESHOLD), ("bound", _BAD_BOUND)):
        if name in errors:
            errors[name] = say(words, language)
    if form.bound == "exact":
        errors.pop("bound", None)
    return replace(form.refused(errors), period=refused_period(form.period, faults, language))
