"""The sections of the report in the order in which they answer: reached or not, at what price, and where it fails."""

from collections.abc import Mapping
from typing import Any

from infra.eval.page.parts import Group, Section, Table
from infra.eval.page.plots import draw_frontier
from infra.eval.page.quality import cases, own, public, worth
from infra.eval.page.rows import agreement, apart, personal, slices
from infra.eval.page.words import CONFIGURATIONS, NARROW, count, goal_name, number, verdict
from infra.eval.rows import LABELS

TITLE = "Évaluation de l’analyse des messages"

__all__ = ["TITLE", "Section", "Table", "about", "sections_of"]


def about(report: Mapping[str, Any]) -> str:
    facts = report["about"]
    sets = facts["rows"]
    return (
        f"{count(sets['frozen'])} lignes d’essai gelées, {count(sets['functional'])} cas fonctionnels de plus, "
        f"{count(sum(sets.values()) - sets['frozen'] - sets['functional'])} lignes publiques qui n’ont rien entraîné. "
        f"Entre crochets, l’intervalle à 95{NARROW}% sur {count(facts['resamples'])} tirages (graine {facts['seed']}). "
        f"{facts['cores']} cœurs, charge {number(facts['load'], 1)}, Python {facts['python']}."
    )


def sections_of(report: Mapping[str, Any]) -> list[Section]:
    makers = (_goals, _frontier, own, cases, public, worth, personal, slices, agreement, apart)
    return [maker(report) for maker in makers]


def _goals(report: Mapping[str, Any]) -> Section:
    profiles: dict[str, list[Any]] = {}
    for goal in report["goals"]:
        profiles.setdefault(goal["profile"], []).append(goal)
    known = [goal for goal in report["goals"] if goal["is_met"] is not None]
    met = sum(goal["is_met"] for goal in known)
    return Section(
        "Objectifs",
        f"Fixés avant toute mesure. Atteints{NARROW}: {met} sur {len(report['goals'])}{NARROW}; "
        f"{len(report['goals']) - len(known)} portent sur ce qu’un modèle ne dit pas.",
        [
            Table(
                ("objectif", "voulu", "atteint", "verdict"),
                [_goal(goal) for goal in goals],
                CONFIGURATIONS[profile].capitalize(),
            )
            for profile, goals in profiles.items()
        ],
    )


def _goal(goal: Mapping[str, Any]) -> tuple[str, str, str, str]:
    # A limit of 0.05 is missed at 0.0502, which three digits would not show.
    digits = 0 if max(goal["wanted"], goal["reached"] or 0) > 20 else 4
    reached = "–" if goal["reached"] is None else number(goal["reached"], digits)
    wanted = f"{'≤' if goal['is_limit'] else '≥'} {number(goal['wanted'], 0 if goal['wanted'] >= 2 else 2)}"
    return goal_name(goal["code"]), wanted, reached, verdict(goal["is_met"])


def _frontier(report: Mapping[str, Any]) -> Section:
    points = report["frontier"]
    rows = [
        (
            CONFIGURATIONS[point["name"]],
            number(point["macro_f1"], 3),
            f"{point['said']} sur {len(LABELS)}",
            count(point["messages_per_second"]),
            number(point["load_seconds"]),
            count(point["peak_memory_mb"]),
        )
        for point in points
    ]
    columns = (
        "configuration",
        "macro-F1 moyenne",
        "étiquettes dites",
        "messages/s",
        "chargement, s",
        "mémoire, Mo",
    )
    return Section(
        "Qualité, vitesse et mémoire",
        "Une configuration, un processus, un cœur, une seule exécution pour tout ce qui est dit d’elle, par lots de "
        f"{report['about']['batch']} messages de {count(report['about']['mean_characters'])} caractères "
        f"en moyenne. La qualité est la moyenne des six étiquettes principales{NARROW}; "
        "une étiquette qui n’est pas dite y compte 0,5.",
        [Table(columns, rows)],
        [Group("Frontière", [draw_frontier(points)])],
    )
