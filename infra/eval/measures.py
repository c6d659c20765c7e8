"""Figures of probabilities and answers against the truth, with intervals from rows drawn again and again.

Every figure is computed from counts of how often each row was drawn, so that a thousand samples cost a few products
of matrices; the figure itself is the one in which each row was drawn once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
BINS = 10
RESAMPLES = 1_000
SEED = 20261122
FEWEST = 3  # of each answer: with fewer, one row decides the figure


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the interval in which 95 % of the samples lie."""

    value: float
    low: float
    high: float

    def as_json(self) -> dict[str, float]:
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4)}


def draws(rows: int, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """How often each row stands in each sample; the first sample is the rows themselves."""
    chance = np.random.default_rng(seed)
    sampled = chance.multinomial(rows, np.full(rows, 1 / rows), size=resamples)
    return np.vstack([np.ones(rows), sampled]).astype(np.float64)


def interval(values: Floats) -> Figure:
    """The first value, and the middle 95 % of the others; a sample without one of the answers says nothing."""
    known = values[1:][np.isfinite(values[1:])]
    low, high = np.quantile(known, [0.025, 0.975]) if known.size else (values[0], values[0])
    return Figure(float(values[0]), float(low), float(high))


def macro_f1(truth: npt.NDArray[Any], said: npt.NDArray[Any], names: Sequence[Any], counts: Floats) -> Floats:
    """Mean of the F1 of `names` in each sample. A name neither given nor held in a sample counts as wrong: 0."""
    total = np.zeros(len(counts))
    for name in names:
        held, given = truth == name, said == name
        both = counts @ (held & given)
        total += 2 * both / np.maximum(counts @ held + counts @ given, 1e-12)
    return total / len(names)


def auc(truth: Bools, chances: Floats, counts: Floats) -> Floats:
    """Share of pairs of a positive and a negative row in which the positive one is likelier, a tie counting half."""
    right, pairs = concordance(truth, chances, counts)
    with np.errstate(invalid="ignore"):
        found: Floats = right / np.where(pairs > 0, pairs, np.nan)
    return found


def concordance(truth: Bools, chances: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Pairs in the right order and all pairs, in each sample."""
    _, levels = np.unique(chances, return_inverse=True)
    first = np.flatnonzero(np.diff(np.sort(levels), prepend=-1))
    order = np.argsort(levels, kind="stable")
    positive = np.add.reduceat(counts[:, order] * truth[order], first, axis=1)
    negative = np.add.reduceat(counts[:, order] * ~truth[order], first, axis=1)
    below = np.cumsum(negative, axis=1) - negative
    right: Floats = (positive * (below + negative / 2)).sum(axis=1)
    pairs: Floats = positive.sum(axis=1) * negative.sum(axis=1)
    return right, pairs


def calibration_error(truth: Bools, chances: Floats, counts: Floats) -> Floats:
    """Mean distance of said probability from observed share over ten bins, weighted by their rows."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = sum(abs(counts @ ((chances - truth) * (bins == each))) for each in set(bins.tolist()))
    found: Floats = gaps / counts.sum(axis=1)
    return found


def binary(truth: Bools, chances: Floats, said: Bools, resamples: int = RESAMPLES) -> dict[str, Any]:
    """All figures of one label; those that `FEWEST` rows would decide are None."""
    positives, rows = int(truth.sum()), len(truth)
    figures: dict[str, Any] = {"rows": rows, "positives": positives, "confusion": confusion(truth, said)}
    if min(positives, rows - positives) < FEWEST:
        return figures | {"macro_f1": None, "f1": None, "auc": None, "calibration_error": None}
    counts = draws(rows, resamples)
    return figures | {
        "macro_f1": interval(macro_f1(truth, said, [True, False], counts)).as_json(),
        "f1": interval(macro_f1(truth, said, [True], counts)).as_json(),
        "auc": interval(auc(truth, chances, counts)).as_json(),
        "calibration_error": interval(calibration_error(truth, chances, counts)).as_json(),
    }


def manifold(
    truth: Sequence[str], said: Sequence[str], names: Sequence[str], resamples: int = RESAMPLES
) -> dict[str, Any]:
    """Macro-F1 over `names` and the confusion of one answer out of several."""
    counts = draws(len(truth), resamples)
    found = macro_f1(np.array(truth), np.array(said), names, counts)
    shown = [*names, *sorted({*truth, *said} - {*names})]
    right = np.array(truth) == np.array(said)
    table = [
        [
            sum(one == row and other == column for one, other in zip(truth, said, strict=True))
            for column in shown
        ]
        for row in shown
    ]
    return {
        "rows": len(truth),
        "macro_f1": interval(found).as_json(),
        "accuracy": round(float(right.mean()), 4),
        "names": shown,
        "confusion": table,
    }


def confusion(truth: Bools, said: Bools) -> dict[str, int]:
    return {
        "right_yes": int((truth & said).sum()),
        "wrong_yes": int((~truth & said).sum()),
        "wrong_no": int((truth & ~said).sum()),
        "right_no": int((~truth & ~said).sum()),
    }


def reliability(truth: Bools, chances: Floats) -> list[Mapping[str, float]]:
    """For each bin that has rows: the mean of what was said, the share that holds, and the rows."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    return [
        {
            "said": round(float(chances[bins == each].mean()), 4),
            "held": round(float(truth[bins == each].mean()), 4),
            "rows": int((bins == each).sum()),
        }
        for each in range(BINS)
        if (bins == each).any()
    ]


def roc(truth: Bools, chances: Floats) -> list[tuple[float, float]]:
    """Corners of the curve from (0, 0) to (1, 1): false alarms and hits as the threshold falls."""
    order = np.argsort(-chances, kind="stable")
    last = np.append(np.flatnonzero(np.diff(chances[order])), len(order) - 1)
    hits = np.cumsum(truth[order])[last] / max(int(truth.sum()), 1)
    alarms = np.cumsum(~truth[order])[last] / max(int((~truth).sum()), 1)
    return [(0.0, 0.0), *zip(alarms.round(4).tolist(), hits.round(4).tolist(), strict=True)]
