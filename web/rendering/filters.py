"""Filters of the templates: codes to words, times and numbers in the reader's language and zone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast
from unicodedata import bidirectional, category
from urllib.parse import urlsplit

from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from services.contracts.triage import Reason
from web.pages.desk.queue import QueueFilters
from web.pages.frame import Frame
from web.rendering import account_words, network_words, times, verdict_words, words
from web.rendering.languages import Language, mark
from web.rendering.spans import Segment, name_kind

_NAMELESS = mark("without a name")
# What Unicode counts as no letter that can be seen: controls, and marks that only steer others.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_LONG = 2_500  # characters: about forty lines
# The colour of a finding follows how it is marked in the text.
_TONES: Mapping[str, str] = {"toxic": "danger", "question": "info", "personal": "warn", "": "plain"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "network": words.NETWORKS,
    "label": words.LABELS,
    "degree": words.DEGREES,
    "ground": verdict_words.GROUNDS,
    "ground_weight": verdict_words.WEIGHTS,
    "said_answer": verdict_words.ANSWERS,
    "asked": verdict_words.ASKED,
    "learnt": verdict_words.LEARNT,
    "no_opinion": verdict_words.NO_OPINION,
    "proposal": words.PROPOSALS,
    "level": words.LEVELS,
    "direction": words.DIRECTIONS,
    "word_of_people": words.WORDS_OF_PEOPLE,
    "personal_data": words.PERSONAL_DATA,
    "hidden_data": words.HIDDEN_DATA,
    "decision_reason": words.DECISION_REASONS,
    "pressure": words.PRESSURES,
    "status": words.STATUSES,
    "reply_state": words.REPLY_STATES,
    "item_state": words.ITEM_STATES,
    "decision_state": words.DECISION_STATES,
    "decision_kind": words.DECISION_KINDS,
    "action_kind": words.ACTION_KINDS,
    "outcome_doubt": words.OUTCOME_DOUBTS,
    "outcome_done": words.OUTCOME_DONE,
    "outcome_not_done": words.OUTCOME_NOT_DONE,
    "view": words.VIEWS,
    "service": words.SERVICES,
    "metric": words.METRICS,
    "act": account_words.ACTS,
    "credential": account_words.CREDENTIALS,
    "trouble": account_words.TROUBLES,
    "advice": account_words.ADVICE,
    "interval": account_words.INTERVALS,
    "scope": account_words.SCOPES,
    "colour": account_words.COLOURS,
    "sector": account_words.SECTORS,
}
# U+200E, U+200F, U+061C, U+202A to U+202E, U+2066 to U+2069 (UAX #9, 2).
_STEERING = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def install_filters(environment: Environment, language: Language) -> None:
    gettext = language.translations.gettext
    for name, mapping in _WORDS.items():
        environment.filters[name] = _translate_with(mapping, language)
    details = account_words.DETAILS
    environment.filters["sync_detail"] = lambda code: gettext(details[code]) if code in details else ""
    environment.filters["reason"] = lambda reason: words.explain_reason(cast(Reason, reason), language)
    environment.filters["number"] = lambda value: format_decimal(value, locale=language.locale)
    environment.filters["hundredths"] = lambda value: format_decimal(value, "0.00", locale=language.locale)
    environment.filters["thousandths"] = lambda value: format_decimal(value, "0.000", locale=language.locale)
    environment.filters["percent"] = lambda value: format_percent(
        value, f"#,##0.#{language.sign_space}%", locale=language.locale
    )
    environment.filters["whole_percent"] = lambda value: format_percent(
        value, f"#,##0{language.sign_space}%", locale=language.locale
    )
    environment.filters["euros"] = lambda value: (
        f"{format_decimal(value, '#,##0.00##', locale=language.locale)}\u00a0€"
    )
    environment.filters["length_of_time"] = lambda value: times.format_length(value, language)
    environment.filters["day"] = lambda value: times.format_day(cast(date, value), language)
    environment.filters["initials"] = take_initials
    environment.filters["is_wordless"] = is_wordless
    environment.filters["is_long"] = is_long
    environment.filters["someone"] = lambda name: name_someone(name, language)
    environment.filters["failure_title"] = lambda status: gettext(words.FAILURES[status][0])
    environment.filters["failure_advice"] = lambda status: gettext(words.FAILURES[status][1])
    environment.filters["outcome_cause"] = lambda code: gettext(
        words.OUTCOME_CAUSES.get(code or "", words.OUTCOME_CAUSE_UNNAMED)
    )
    environment.filters["refusal"] = lambda detail: network_words.explain_refusal(detail, language)
    environment.filters["points"] = format_points
    environment.filters["isolate"] = isolate
    environment.filters["web_link"] = keep_web_link
    environment.filters["label_tone"] = lambda label: _TONES[name_kind(label)]
    environment.filters["label_choice"] = _translate_with(words.LABEL_CHOICES, language)
    environment.filters["with_label"] = lambda filters, label: replace(
        cast(QueueFilters, filters), label=label
    )
    environment.filters["credential_hint"] = lambda name: (
        gettext(account_words.CREDENTIAL_HINTS[name]) if name in account_words.CREDENTIAL_HINTS else ""
    )
    environment.filters["machine_time"] = times.format_machine
    environment.filters.update(_time_filters(language))


def take_initials(name: str) -> str:
    """Return at most two letters that stand for a name beside it."""
    parts = [part for part in name.replace("_", " ").replace(".", " ").split() if part[0].isalpha()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"


def is_wordless(segments: Sequence[Segment]) -> bool:
    """Whether there is nothing to read, as where somebody sent a picture alone."""
    return not any(segment.kind or segment.text.strip() for segment in segments)


def is_long(segments: Sequence[Segment]) -> bool:
    """Whether a message would push the rest of its thread out of sight, so that it is read in a window of its own."""
    return sum(len(segment.text) for segment in segments) > _LONG


def name_someone(name: str, language: Language) -> str:
    """Return a name, or words for one in which there is nothing to see: a link must have something to be clicked on."""
    is_seen = any(not letter.isspace() and category(letter) not in _UNSEEN for letter in name)
    return name if is_seen else language.translations.gettext(_NAMELESS)


def isolate(text: str) -> str:
    """Return somebody's words for where no element can hold them, as in a title: they turn nothing around them.

    Characters that steer direction are taken out; what is written from the right is held between U+2068 and U+2069.
    """
    plain = text.translate(_STEERING)
    is_from_right = any(bidirectional(letter) in {"R", "AL", "AN"} for letter in plain)
    return f"\u2068{plain}\u2069" if is_from_right else plain


def keep_web_link(address: str | None) -> str | None:
    """Return an address that the public gave only if it is a web page: never javascript: or data:."""
    if address and urlsplit(address.strip()).scheme in {"http", "https"}:
        return address.strip()
    return None


def format_points(points: int) -> str:
    """Return what a reason adds to a rank, signed as in print."""
    return f"+{points}" if points >= 0 else f"\u2212{-points}"


def _translate_with(mapping: Mapping[str, str], language: Language) -> Callable[[str], str]:
    return lambda code: words.translate_code(mapping, code, language)


def _time_filters(language: Language) -> dict[str, Callable[..., Any]]:
    """Each returns a time element: short words to read, the machine's form, and the whole moment on hover."""

    @pass_context
    def age(context: Context, moment: datetime) -> Markup:
        return _wrap(
            moment, times.format_age(moment, _frame(context).now, language), _frame(context), language
        )

    @pass_context
    def ago(context: Context, moment: datetime) -> Markup:
        frame = _frame(context)
        return _wrap(moment, times.format_ago(moment, frame.now, frame.time_zone, language), frame, language)

    @pass_context
    def moment(context: Context, value: datetime) -> Markup:
        frame = _frame(context)
        return _wrap(value, times.format_moment(value, frame.now, frame.time_zone, language), frame, language)

    @pass_context
    def clock(context: Context, value: datetime) -> Markup:
        frame = _frame(context)
        return _wrap(value, times.format_clock(value, frame.time_zone), frame, language)

    return {"clock": clock, "age": age, "ago": ago, "moment": moment}


def _frame(context: Context) -> Frame:
    return cast(Frame, context["frame"])


def _wrap(moment: datetime, words_: str, frame: Frame, language: Language) -> Markup:
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        times.format_machine(moment), times.format_full(moment, frame.time_zone, language), words_
    )
