"""Measures of trained models on rows that did not train them, as plain numbers for a file and a table."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from infra.train.corpus.rows import OWN, Row, own_rows
from infra.train.data import SETS, public_rows
from services.triage.scoring.domain import FOUND_FROM, Assessment, Message
from services.triage.scoring.outputs import KINDS, LABELS, TONES
from services.triage.scoring.service import Scorer

Measures = Mapping[str, float]
_BINS = 10
_KINDS = frozenset(kind for kinds in KINDS.values() for kind in kinds)


def measure_sets(scorer: Scorer, folder: Path, corpus: Path) -> dict[str, Measures]:
    """For each public set and each label of our own messages the measures on rows that trained nothing, through the
    scorer as it is shipped.
    """
    found = {}
    for name, label in SETS.items():
        rows = public_rows(folder, name, "dev")
        found[name] = measure(label, rows, assess(scorer, rows))
    rows = [row for row in own_rows("dev", corpus) if row.origin == OWN]
    assessments = assess(scorer, rows)
    for label in (*LABELS, *(kind for kinds in KINDS.values() for kind in kinds)):
        found[f"own: {label}"] = measure(label, rows, assessments)
    return {**found, "own: sentiment": _measure_words([_tone(row) for row in rows], assessments)}


def assess(scorer: Scorer, rows: Sequence[Row]) -> list[Assessment]:
    messages = [
        Message(row.text, context=row.context, network=row.network, sector=row.sector) for row in rows
    ]
    return scorer.assess(messages)


def measure_sentiment(scorer: Scorer, rows: Sequence[tuple[str, str]]) -> Measures:
    """Macro-F1 and accuracy of the word for the tone."""
    return _measure_words([tone for _, tone in rows], scorer.assess([Message(text) for text, _ in rows]))


def _tone(row: Row) -> str:
    return next(tone for tone in TONES if row.marks[f"tone:{tone}"])


def _measure_words(truth: Sequence[str], assessments: Sequence[Assessment]) -> Measures:
    said = [each.sentiment for each in assessments]
    right = sum(one == other for one, other in zip(truth, said, strict=True))
    return {
        "rows": len(truth),
        "macro_f1": round(float(f1_score(truth, said, average="macro")), 3),
        "accuracy": round(right / len(truth), 3),
    }


def measure(label: str, rows: Sequence[Row], assessments: Sequence[Assessment]) -> Measures:
    """Macro-F1 at the shipped threshold, area under the curve and expected calibration error in ten bins."""
    truth = np.array([row.marks[label] for row in rows])
    chances = np.array([each.labels[label] for each in assessments])
    guesses = np.array(
        [
            label in each.found or (label in _KINDS and each.labels[label] >= FOUND_FROM)
            for each in assessments
        ]
    )
    found = {
        "rows": len(rows),
        "positives": int(truth.sum()),
        "macro_f1": round(float(f1_score(truth, guesses, average="macro")), 3),
        "accuracy": round(float((guesses == truth).mean()), 3),
        "calibration_error": round(_calibration_error(truth, chances), 3),
    }
    if 0 < truth.sum() < len(truth):
        found["auc"] = round(float(roc_auc_score(truth, chances)), 3)
    return found


def _calibration_error(truth: np.ndarray, chances: np.ndarray) -> float:
    """Mean distance of said probability from observed share over bins, weighted by their rows."""
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(chances[bins == each].mean() - truth[bins == each].mean()) * (bins == each).mean()
        for each in set(bins)
    ]
    return float(sum(gaps))


def table(measures: Mapping[str, Measures]) -> str:
    lines = [f"{'set':24} {'rows':>5} {'macro-F1':>9} {'AUC':>6} {'calibration error':>18}"]
    lines += [
        f"{name:24} {each['rows']:5} {each['macro_f1']:9.3f} {each.get('auc', np.nan):6.3f}"
        f" {each.get('calibration_error', np.nan):18.3f}"
        for name, each in measures.items()
    ]
    return "\n".join(lines)
