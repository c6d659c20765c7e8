"""The parts of the page: each has one message as its title, a chart that shows it and a table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.contracts.figures import Figures
from services.contracts.reporting import Report, Step
from services.reporting.reports.domain.french import (
    MONTHS,
    NO_BREAK,
    counted,
    day,
    length,
    long_day,
    number,
    share,
)
from services.reporting.reports.domain.words import REASONS, network_name
from services.reporting.reports.page.charts import Columns, Measured, Rows, draw_columns, draw_rows

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_PART: dict[Step, str] = {"day": "Jour", "week": "Semaine du", "month": "Mois"}


@dataclass(frozen=True, slots=True)
class Section:
    """`rows` hold a name and its values; without a chart there is nothing to show and `title` says so."""

    name: str
    title: str
    note: str = ""
    chart: Columns | Rows | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def sections_of(report: Report) -> tuple[Section, ...]:
    figures = Figures.of(report.metrics)
    return (
        _received(report, figures),
        _reasons(figures),
        _responses(report, figures),
        _networks(report, figures),
    )


def _received(report: Report, figures: Figures) -> Section:
    if not figures.received:
        return Section("received", "Aucun message reçu pendant la période")
    names = [name_part(start, report.by) for start in figures.starts]
    received = [int(value or 0) for value in figures.values("items_received")]
    withdrawn = figures.withdrawn_by_part()
    values = [
        Measured(name, count, part, words=f"{name}{NO_BREAK}: {counted(count, 'message', 'messages')}")
        for name, count, part in zip(names, received, withdrawn, strict=True)
    ]
    return Section(
        "received",
        _busiest(figures.starts, received, report.by),
        "En clair, les messages masqués ou supprimés.",
        draw_columns(values, lambda value: number(round(value))),
        (_PART[report.by], "Reçus", "Écartés"),
        tuple(
            (name, number(count), number(part))
            for name, count, part in zip(names, received, withdrawn, strict=True)
        ),
    )


def _reasons(figures: Figures) -> Section:
    if not figures.withdrawn:
        return Section("reasons", "Aucun message masqué ou supprimé")
    found = [(REASONS[reason], count) for reason, count in figures.reasons.most_common() if count]
    name, most = found[0]
    message = f"{name}, premier motif{NO_BREAK}: {share(most / figures.withdrawn)} des messages écartés"
    return Section(
        "reasons",
        message if figures.leading_reason else "Pourquoi des messages ont été masqués ou supprimés",
        f"{counted(figures.withdrawn, 'message masqué ou supprimé', 'messages masqués ou supprimés')}, par motif.",
        draw_rows([(name, count, number(count)) for name, count in found]),
        ("Motif", "Nombre", "Part"),
        tuple((name, number(count), share(count / figures.withdrawn)) for name, count in found),
    )


def _responses(report: Report, figures: Figures) -> Section:
    if figures.median is None or figures.p90 is None:
        return Section("responses", "Aucune première réponse pendant la période")
    names = [name_part(start, report.by) for start in figures.starts]
    medians, p90s = figures.values("first_response_median"), figures.values("first_response_p90")
    values = [
        Measured(name, value, words=f"{name}{NO_BREAK}: {_or_dash(value)}")
        for name, value in zip(names, medians, strict=True)
    ]
    most = max(value for value in medians if value is not None)
    return Section(
        "responses",
        f"La moitié des premières réponses part en {length(figures.median)} au plus, "
        f"neuf sur dix en {length(figures.p90)}",
        "Délai médian de première réponse, en temps calendaire.",
        draw_columns(values, length, unit=_unit(most)),
        (_PART[report.by], "Médiane", "9 sur 10"),
        tuple(
            (name, _or_dash(median), _or_dash(p90))
            for name, median, p90 in zip(names, medians, p90s, strict=True)
        ),
    )


def _networks(report: Report, figures: Figures) -> Section:
    bringing = [one for one in report.networks if one.items_received]
    if not bringing:
        return Section("networks", "Aucun réseau n’a apporté de message")
    first = bringing[0]
    part = share(first.items_received / figures.received)
    title = (
        f"Tous les messages viennent d’un réseau{NO_BREAK}: {network_name(first.network)}"
        if len(bringing) == 1
        else f"{network_name(first.network)} apporte {part} des messages"
    )
    return Section(
        "networks",
        title,
        "Messages reçus, par réseau.",
        draw_rows(
            [(network_name(one.network), one.items_received, number(one.items_received)) for one in bringing]
        ),
        ("Réseau", "Reçus", "Décisions", "Réponses"),
        tuple(
            (
                network_name(one.network),
                number(one.items_received),
                number(one.decisions),
                number(one.replies_published),
            )
            for one in report.networks
        ),
    )


def name_part(start: date, step: Step) -> str:
    return f"{MONTHS[start.month - 1]} {start.year}" if step == "month" else day(start)


def _busiest(starts: Sequence[date], counts: Sequence[int], step: Step) -> str:
    most = max(counts)
    start = starts[counts.index(most)]
    words = counted(most, "message", "messages")
    if counts.count(most) > 1:
        return f"Jamais plus de {words} par {({'day': 'jour', 'week': 'semaine', 'month': 'mois'})[step]}"
    if step == "day":
        return f"Le {long_day(start)}, journée la plus active{NO_BREAK}: {words}"
    if step == "week":
        return f"La semaine du {long_day(start)}, la plus active{NO_BREAK}: {words}"
    return f"{MONTHS[start.month - 1].capitalize()} {start.year}, mois le plus actif{NO_BREAK}: {words}"


def _unit(most: float) -> float:
    """Return the unit in which a scale of times reads best."""
    if most < 4 * _MINUTE:
        return 1
    if most < 4 * _HOUR:
        return _MINUTE
    return _HOUR if most < 4 * _DAY else _DAY


def _or_dash(seconds: float | None) -> str:
    return "–" if seconds is None else length(seconds)
