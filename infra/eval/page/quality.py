"""Sections on quality: the frozen rows, functional cases, public sets, and worth at equal length."""

from collections.abc import Iterator, Mapping
from typing import Any

from infra.eval.cases import HARMFUL, HARMLESS
from infra.eval.own import BANDS, WORTH
from infra.eval.page.parts import Group, Section, Table
from infra.eval.page.plots import draw_confusion, draw_reliability, draw_roc
from infra.eval.page.words import CONFIGURATIONS, NARROW, UNSAID, count, figure, name_of, number
from infra.eval.rows import LABELS

_MEASURES = (("macro_f1", "macro-F1"), ("auc", "AUC"), ("calibration_error", "erreur de calibration"))
_CONFUSION = (
    ("right_yes", "trouvés"),
    ("wrong_yes", "fausses alertes"),
    ("wrong_no", "manqués"),
    ("right_no", "écartés à raison"),
)


def own(report: Mapping[str, Any]) -> Section:
    configurations = report["configurations"]
    tables = [_across(title, code, configurations) for code, title in _MEASURES]
    tables += [_answers(configurations)]
    tables += [
        _confusions(name, report["configurations"][name]["own"]["labels"]) for name in report["curves"]
    ]
    return Section(
        "Essai gelé",
        "Messages écrits et étiquetés par des mains qui n’ont vu ni les lignes d’entraînement ni le code. Les "
        "références sont entraînées sur les mêmes lignes que les profils. Moins de trois lignes d’une des deux "
        f"réponses{NARROW}: aucun chiffre.",
        tables,
        list(_drawings(report)),
    )


def _across(title: str, code: str, configurations: Mapping[str, Any]) -> Table:
    """One measure of every label, a column for each configuration."""
    some = next(iter(configurations.values()))["own"]["labels"]
    rows = []
    for label in LABELS:
        entries = [each["own"]["labels"][label] for each in configurations.values()]
        positives = next((entry["positives"] for entry in entries if entry), None)
        cells = [UNSAID if entry is None else figure(entry[code]) for entry in entries]
        rows.append((name_of(label), "–" if positives is None else count(positives), *cells))
    names = [CONFIGURATIONS[name] for name in configurations]
    return Table(
        ("étiquette", "oui", *names), rows if some else [], title.capitalize() if title[0] == "e" else title
    )


def _answers(configurations: Mapping[str, Any]) -> Table:
    """Answers that are one of several: level 2 of urgency, intent, sentiment."""
    rows = []
    for code in ("urgency_2", "intent", "sentiment"):
        entries = [each["own"][code] for each in configurations.values()]
        rows.append(
            (name_of(code), *(UNSAID if entry is None else figure(entry["macro_f1"]) for entry in entries))
        )
    names = [CONFIGURATIONS[name] for name in configurations]
    return Table(("réponse", *names), rows, "Macro-F1 des réponses à choix")


def _confusions(profile: str, labels: Mapping[str, Any]) -> Table:
    rows = [
        (name_of(label), *(count(entry["confusion"][code]) for code, _ in _CONFUSION))
        for label, entry in labels.items()
        if entry is not None
    ]
    return Table(
        ("étiquette", *(words for _, words in _CONFUSION)), rows, f"Confusions, {CONFIGURATIONS[profile]}"
    )


def _drawings(report: Mapping[str, Any]) -> Iterator[Group]:
    for profile, curves in report["curves"].items():
        figures = report["configurations"][profile]["own"]
        name = CONFIGURATIONS[profile]
        if curves:
            calibration = [draw_reliability(label, each["reliability"]) for label, each in curves.items()]
            yield Group(f"Calibration, {name}", calibration)
            areas = {label: (figures["labels"][label]["auc"] or {}).get("value") for label in curves}
            yield Group(
                f"Courbes ROC, {name}",
                [draw_roc(label, curves[label]["roc"], areas[label]) for label in curves],
            )
        answers = [(code, figures[code]) for code in ("sentiment", "intent") if figures[code]]
        yield Group(
            f"Confusions des réponses à choix, {name}",
            [draw_confusion(name_of(code), each["names"], each["confusion"]) for code, each in answers],
        )


def cases(report: Mapping[str, Any]) -> Section:
    """Functional cases of toxicity."""
    configurations = report["configurations"]
    rows = []
    for code in ("harmless", *HARMLESS, "harmful", *HARMFUL):
        entries = [(each["functional"] or {}).get(code) for each in configurations.values()]
        total = next((entry["rows"] for entry in entries if entry), 0)
        rows.append(
            (name_of(code), count(total), *("–" if entry is None else figure(entry) for entry in entries))
        )
    free = report["without_known_words"]
    return Section(
        "Cas fonctionnels de toxicité",
        "Part jugée à raison des cas inoffensifs (à laisser) et des cas nuisibles (à trouver). Sur "
        f"{count(free['positives'])} messages toxiques de l’essai gelé, {count(free['without'])} "
        f"({number(100 * free['share'], 0)}{NARROW}%) ne contiennent aucun mot des listes.",
        [Table(("cas", "lignes", *(CONFIGURATIONS[name] for name in configurations)), rows)],
    )


def public(report: Mapping[str, Any]) -> Section:
    configurations = report["configurations"]
    names = [CONFIGURATIONS[name] for name in configurations]
    tables = []
    for code, title in _MEASURES:
        sets = next(iter(configurations.values()))["public"]
        rows = []
        for name in sets:
            entries = [each["public"][name] for each in configurations.values()]
            rows.append(
                (name_of(name), *(UNSAID if entry is None else figure(entry[code]) for entry in entries))
            )
        tables.append(Table(("jeu", *names), rows, title.capitalize() if title[0] == "e" else title))
    return Section("Jeux publics", "Lignes de contrôle des jeux publics, qui n’ont rien entraîné.", tables)


def worth(report: Mapping[str, Any]) -> Section:
    """Testimony and constructive at equal length."""
    tables = []
    for label in WORTH:
        entries = {name: each["own"]["in_bands"][label] for name, each in report["configurations"].items()}
        said = {CONFIGURATIONS[name]: entry for name, entry in entries.items() if entry}
        if said:
            tables.append(_bands(name_of(label).capitalize(), said))
    return Section(
        "Témoignage et apport, à longueur égale",
        "AUC dans chaque tranche de longueur, puis sur toutes les paires d’une même tranche. La longueur seule suffit "
        "à reconnaître beaucoup de ces messages, donc seule compte ici la différence qui reste.",
        tables,
    )


def _bands(title: str, said: Mapping[str, Any]) -> Table:
    first = next(iter(said.values()))["bands"]
    rows = [
        (
            band,
            count(first[band]["positives"]),
            *(_area(entry["bands"][band]["auc"]) for entry in said.values()),
        )
        for band in BANDS
    ]
    rows.append(("à longueur égale", "", *(figure(entry["auc"]) for entry in said.values())))
    return Table(("caractères", "oui", *said), rows, title)


def _area(value: float | None) -> str:
    return "–" if value is None else number(value)
