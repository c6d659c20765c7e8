"""Fitting of heads and blends. A blend is fitted on the heads' verdicts on rows that they had not seen, so that what
comes out is a probability and not an inflated score. The same rows and settings give the same arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse
from sklearn.linear_model import LogisticRegression

from services.triage.scoring.linear import Blend, Columns

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
SEED = 20261122
FOLDS = 5
_STEPS = 512
_INTERCEPT = 3.0
_STEADY = 1e-2  # so that two landmarks at one place do no harm
_RARE = 0.5  # the power of rarity by which the answers of a choice count
_NEVER = -5.0  # log-odds of what no row has


@dataclass(frozen=True, slots=True)
class Task:
    """What one head learns: a mark and a weight for each row; rows of weight 0 teach it nothing."""

    marks: Floats
    weights: Floats

    def balanced(self) -> Floats:
        """Weights under which both sides count the same."""
        sides = [(self.weights * (self.marks == side)).sum() for side in (0, 1)]
        share = np.where(self.marks == 1, sides[1], sides[0])
        weights: Floats = self.weights * sum(sides) / 2 / np.maximum(share, 1e-9)
        return weights

    def lifted(self, lift: float) -> "Task":
        """Rows of the label counted `lift` times."""
        return Task(self.marks, self.weights * np.where(self.marks == 1, lift, 1.0))


def fit_words(
    matrix: "sparse.csr_matrix", task: Task, kept: npt.NDArray[np.bool_], strength: float
) -> Singles:
    """Weights of one head on sparse rows and, last, its intercept; `strength` is liblinear's C."""
    rows = np.flatnonzero(kept & (task.weights > 0))
    if len(set(task.marks[rows])) < 2:
        return np.zeros(matrix.shape[1] + 1, dtype=np.float32)
    # liblinear runs on one thread in a fixed order, so that one seed gives one result.
    machine = LogisticRegression(C=strength, solver="liblinear", random_state=SEED)
    machine.fit(matrix[rows], task.marks[rows], sample_weight=task.balanced()[rows])
    return shipped(np.append(machine.coef_[0], machine.intercept_))


@dataclass(frozen=True, slots=True)
class Near:
    """How near each row is to each landmark, and each landmark to each."""

    rows: Singles
    landmarks: Singles


def fit_meaning(near: Near, tasks: Sequence[Task], kept: npt.NDArray[np.bool_], penalty: float) -> Singles:
    """For each task a weight for each landmark and, last, the intercept: kernel ridge regression on a part of the rows.

    Tasks that weigh their rows alike are solved at once, since the factorisation is most of the work.
    """
    groups: dict[bytes, list[int]] = {}
    for index, task in enumerate(tasks):
        groups.setdefault(task.weights.tobytes(), []).append(index)
    table = np.zeros((len(near.landmarks) + 1, len(tasks)))
    for indices in groups.values():
        weights = tasks[indices[0]].weights * kept
        rows = np.flatnonzero(weights > 0)
        if len(rows):
            marks = np.column_stack([tasks[index].marks[rows] for index in indices])
            cost = np.asarray(near.landmarks, dtype=np.float64) * penalty
            table[:, indices] = _solve(near.rows[rows], marks * 2 - 1, weights[rows], cost)
    return shipped(table)


def _solve(near: Singles, aims: Floats, weights: Floats, cost: Floats) -> Floats:
    """Least squares with a penalty on the weights; the intercept is a feature that hardly costs any."""
    constant = np.full((len(near), 1), _INTERCEPT, dtype=np.float32)
    rows = np.hstack([near, constant]) * np.sqrt(weights, dtype=np.float32)[:, None]
    gram = np.asarray(rows.T @ rows, dtype=np.float64)
    gram[:-1, :-1] += cost
    gram[np.diag_indices_from(gram)] += _STEADY
    found: Floats = linalg.solve(gram, rows.T @ (aims * np.sqrt(weights)[:, None]), assume_a="pos")
    found[-1] *= _INTERCEPT
    return found


def fit_blend(names: tuple[str, ...], columns: Columns, task: Task, strength: float) -> Blend:
    """A logistic formula over the named columns, coefficients to four places."""
    rows = np.flatnonzero(task.weights > 0)
    if len(set(task.marks[rows])) < 2:
        return Blend(names, (0.0,) * len(names), _NEVER)
    table = np.column_stack([columns[name][rows] for name in names])
    scale = np.maximum(table.std(axis=0), 1e-3)
    machine = LogisticRegression(C=strength, solver="liblinear", random_state=SEED)
    machine.fit(table / scale, task.marks[rows], sample_weight=task.weights[rows])
    coefficients = tuple(round(float(value), 4) for value in machine.coef_[0] / scale)
    return Blend(names, coefficients, round(float(machine.intercept_[0]), 4))


def fit_choice(
    names: tuple[str, ...], columns: Columns, tasks: Sequence[Task], strength: float
) -> list[Blend]:
    """A formula for each of several answers of which one holds, fitted against each other; rare ones count more."""
    rows = np.flatnonzero(tasks[0].weights > 0)
    marks = np.column_stack([task.marks[rows] for task in tasks]).argmax(axis=1)
    if len(set(marks)) < len(tasks):
        return [fit_blend(names, columns, task, strength) for task in tasks]
    table = np.column_stack([columns[name][rows] for name in names])
    middle, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-2)
    shares = np.bincount(marks) / len(marks)
    machine = LogisticRegression(C=strength, max_iter=1_000)
    machine.fit((table - middle) / scale, marks, sample_weight=shares[marks] ** -_RARE)
    weights = machine.coef_ / scale
    intercepts = (machine.intercept_ - weights @ middle).round(4).tolist()
    return [
        Blend(names, tuple(each), intercept)
        for each, intercept in zip(weights.round(4).tolist(), intercepts, strict=True)
    ]


def shipped(array: npt.NDArray[np.floating]) -> Singles:
    """The values as they are shipped, so that what is measured is what is shipped.

    They are rounded to steps of 1/512: finer ones differed from processor to processor by the order in which a
    BLAS adds up (two weights in 262,144, by 3e-5, between one thread and two).
    """
    stepped = np.round(np.asarray(array, dtype=np.float64) * _STEPS) / _STEPS
    return stepped.astype(np.float16).astype(np.float32)
