"""Sections on personal data, slices, annotators, and the sets that may only be measured."""

from collections.abc import Mapping
from typing import Any

from infra.eval.page.parts import Section, Table
from infra.eval.page.words import CONFIGURATIONS, NARROW, SLICES, UNSAID, count, figure, name_of, number
from infra.eval.rows import MAIN_LABELS


def personal(report: Mapping[str, Any]) -> Section:
    tables = []
    for name, each in report["configurations"].items():
        found = each["own"]["personal_data"]
        if found:
            rows = [
                (
                    name_of(kind),
                    *(count(one[part]) for part in ("there", "given", "matched")),
                    number(one["f1"]),
                )
                for kind, one in found["kinds"].items()
            ]
            rows.append(("ensemble (micro)", "", "", "", figure(found["micro_f1"])))
            if found["macro_f1"]:
                rows.append(("moyenne des sortes (macro)", "", "", "", figure(found["macro_f1"])))
            columns = ("sorte", "présentes", "dites", "communes", "F1")
            tables.append(Table(columns, rows, CONFIGURATIONS[name].capitalize()))
    return Section(
        "Données personnelles",
        "Une trouvaille compte lorsqu’elle recouvre en partie une donnée de la même sorte.",
        tables,
    )


def slices(report: Mapping[str, Any]) -> Section:
    tables = []
    for profile, kinds in report["slices"].items():
        for kind, groups in kinds.items():
            rows = [
                (name_of(group), count(one["rows"]), *(_slice(one["labels"][label]) for label in MAIN_LABELS))
                for group, one in groups.items()
            ]
            title = f"{SLICES[kind].capitalize()}, {CONFIGURATIONS[profile]}"
            tables.append(Table((SLICES[kind], "lignes", *map(name_of, MAIN_LABELS)), rows, title))
    return Section(
        "Coupes",
        "Macro-F1 de chaque étiquette principale, et entre parenthèses la part juste. Un tiret remplace la macro-F1 "
        f"là où moins de trois lignes portent une des deux réponses{NARROW}; sur si peu de lignes, lire avec prudence.",
        tables,
    )


def _slice(entry: Mapping[str, Any] | None) -> str:
    if entry is None:
        return UNSAID
    score = "–" if entry["macro_f1"] is None else number(entry["macro_f1"])
    return f"{score} ({number(entry['right'])})"


def agreement(report: Mapping[str, Any]) -> Section:
    rows = [
        (
            name_of(name),
            count(one["first"]),
            count(one["second"]),
            number(one["same"], 3),
            *("–" if one[part] is None else number(one[part]) for part in ("kappa", "alpha")),
        )
        for name, one in report["agreement"].items()
    ]
    seen = report["overlap"]
    return Section(
        "Accord des deux annotateurs",
        "Le second a étiqueté toutes les lignes à l’aveugle, et rien n’a été retiré ensuite. Un accord si élevé dit "
        "que le guide est clair et les cas tranchés, non que tout modérateur jugerait de même. "
        + _seen(seen),
        [
            Table(
                ("étiquette", "premier", "second", "même réponse", "kappa de Cohen", "alpha de Krippendorff"),
                rows,
            )
        ],
    )


def _seen(seen: Mapping[str, Any] | None) -> str:
    if seen is None:
        return ""
    return (
        f"Vocabulaire{NARROW}: {number(100 * seen['word_kinds_known'], 0)}{NARROW}% des mots différents de l’essai et "
        f"{number(100 * seen['running_words_known'], 0)}{NARROW}% des mots au fil du texte figurent dans les "
        f"{count(seen['training_rows'])} lignes d’entraînement{NARROW}; quasi-copies{NARROW}: {seen['near_copies']}."
    )


def apart(report: Mapping[str, Any]) -> Section:
    names = list(report["configurations"])
    rows = []
    for name, entry in report["apart"].items():
        unaided = [report["configurations"][each]["unaided"][name] for each in names]
        rows.append(
            (
                name_of(name),
                figure(entry["macro_f1"]),
                *(UNSAID if one is None else figure(one["macro_f1"]) for one in unaided),
            )
        )
    return Section(
        "Jeux qui ne peuvent être que mesurés",
        "La même architecture entraînée sur leurs lignes pour ce seul rapport, jamais livrée, et à côté ce que les "
        "modèles livrés y obtiennent sans aide (le mot du sentiment, l’étiquette prospect).",
        [Table(("jeu", "entraînée à part", *(CONFIGURATIONS[name] for name in names)), rows)],
    )
