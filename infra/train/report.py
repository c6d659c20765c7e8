"""Measures of trained models on rows that did not train them, as plain numbers for a file and a table."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from infra.train.data import REGISTER_ROWS, SETS, Row, own_rows, read_rows
from services.triage.scoring.domain import FOUND_FROM, Message
from services.triage.scoring.service import Scorer

Measures = Mapping[str, float]
_BINS = 10


def measure_sets(scorer: Scorer, folder: Path) -> dict[str, Measures]:
    """For each public set, and for our sentences to brands and cities, the measures on rows that trained nothing,
    through the scorer as it is shipped.
    """
    public = {
        name: measure(scorer, label, read_rows(folder, name, "dev"))
        for label, names in SETS.items()
        for name in names
    }
    return public | {
        f"register: {label}": measure(scorer, label, own_rows(REGISTER_ROWS, label)) for label in SETS
    }


def measure_sentiment(scorer: Scorer, rows: Sequence[tuple[str, str]]) -> Measures:
    """Macro-F1 and accuracy of the word for the tone."""
    truth = [tone for _, tone in rows]
    said = [each.sentiment for each in scorer.assess([Message(text) for text, _ in rows])]
    right = sum(one == other for one, other in zip(truth, said, strict=True))
    return {
        "rows": len(rows),
        "macro_f1": round(float(f1_score(truth, said, average="macro")), 3),
        "accuracy": round(right / len(rows), 3),
    }


def measure(scorer: Scorer, label: str, rows: Sequence[Row]) -> Measures:
    """Macro-F1 at the shipped threshold, area under the curve and expected calibration error in ten bins."""
    truth = np.array([row.label for row in rows])
    chances = np.array([each.labels[label] for each in scorer.assess([Message(row.text) for row in rows])])
    guesses = chances >= FOUND_FROM
    return {
        "rows": len(rows),
        "positives": int(truth.sum()),
        "macro_f1": round(float(f1_score(truth, guesses, average="macro")), 3),
        "accuracy": round(float((guesses == truth).mean()), 3),
        "auc": round(float(roc_auc_score(truth, chances)), 3),
        "calibration_error": round(_calibration_error(truth, chances), 3),
    }


def _calibration_error(truth: np.ndarray, chances: np.ndarray) -> float:
    """Mean distance of said probability from observed share over bins, weighted by their rows."""
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(chances[bins == each].mean() - truth[bins == each].mean()) * (bins == each).mean()
        for each in set(bins)
    ]
    return float(sum(gaps))


def table(measures: Mapping[str, Measures]) -> str:
    lines = [f"{'set':22} {'rows':>5} {'macro-F1':>9} {'accuracy':>9} {'AUC':>6} {'calibration error':>18}"]
    lines += [
        f"{name:22} {each['rows']:5} {each['macro_f1']:9.3f} {each['accuracy']:9.3f} {each['auc']:6.3f}"
        f" {each['calibration_error']:18.3f}"
        for name, each in measures.items()
    ]
    return "\n".join(lines)
