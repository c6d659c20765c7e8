"""What the page of a report shows, in words: its head, four figures, and what each metric means."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from services.contracts.figures import Figures
from services.contracts.reporting import MetricName, Report
from services.reporting.reports.domain.french import (
    NO_BREAK,
    is_plural,
    isolate,
    length,
    long_day,
    number,
    share,
)
from services.reporting.reports.domain.periods import in_before, name_period
from services.reporting.reports.page.sections import Section, sections_of

_NAMES: dict[MetricName, str] = {
    "items_received": "Messages reçus",
    "decisions": "Décisions de modération",
    "replies_published": "Réponses publiées",
    "first_response_median": "Première réponse, médiane",
    "first_response_p90": "Première réponse, neuf sur dix",
    "questions_answered_share": "Questions ayant reçu une réponse",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One of the four figures: its value, what it is, and the period before beneath."""

    value: str
    words: str
    before: str


@dataclass(frozen=True, slots=True)
class View:
    title: str
    about: str
    warning: str
    summary: str
    keys: tuple[Key, ...]
    sections: tuple[Section, ...]
    definitions: tuple[tuple[str, str], ...]
    foot: str


def view_of(report: Report) -> View:
    moment = report.frozen_at.astimezone(ZoneInfo(report.time_zone))
    period = f"{report.client_name}, {name_period(report.since, report.until)}"
    frozen = f"Rapport n°{NO_BREAK}{report.number}, figé le {_moment(moment)}."
    return View(
        title=isolate(report.title),
        about=frozen if report.title == period else f"{isolate(period)}. {frozen}",
        warning=""
        if report.is_complete
        else f"La période n’était pas terminée{NO_BREAK}: ces chiffres s’arrêtent au {_moment(moment)}.",
        summary=report.summary.replace(report.client_name, isolate(report.client_name)),
        keys=_keys(report),
        sections=sections_of(report),
        definitions=tuple((_NAMES[one.metric], one.definition) for one in report.metrics),
        foot=f"Les jours sont ceux du fuseau {report.time_zone}. Un rapport figé ne change plus.",
    )


def _keys(report: Report) -> tuple[Key, ...]:
    now, before = Figures.of(report.metrics), Figures.of(report.before.metrics)
    when = in_before(report.before.since, report.before.until)
    return (
        Key(
            number(now.received),
            "messages reçus" if is_plural(now.received) else "message reçu",
            f"{number(before.received) if before.received else 'aucun'} {when}",
        ),
        Key(
            number(now.withdrawn),
            "messages masqués ou supprimés" if is_plural(now.withdrawn) else "message masqué ou supprimé",
            f"{number(before.withdrawn) if before.withdrawn else 'aucun'} {when}",
        ),
        Key(_length(now.median), "première réponse, médiane", _times(now, before, when)),
        Key(
            _share(now.answered), "des questions ont reçu une réponse", _before(_share(before.answered), when)
        ),
    )


def _times(now: Figures, before: Figures, when: str) -> str:
    slow = f"9 sur 10 en {length(now.p90)}{NO_BREAK}; " if now.p90 is not None else ""
    return slow + _before(_length(before.median), when)


def _before(value: str, when: str) -> str:
    return f"{value} {when}" if value != "–" else f"rien {when}"


def _length(seconds: float | None) -> str:
    return "–" if seconds is None else length(seconds)


def _share(value: float | None) -> str:
    return "–" if value is None else share(value)


def _moment(moment: datetime) -> str:
    return f"{long_day(moment.date())} {moment.year} à {moment:%H:%M}"
