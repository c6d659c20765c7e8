"""Fitting of one label's head, and its comparison with what stands."""

from collections.abc import MutableMapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize

from services.triage.scoring.comparing import compared, is_surely_gain, puts_right
from services.triage.scoring.domain import FOUND_FROM
from services.triage.scoring.domain.layers import Comparison, General, Taught
from services.triage.scoring.features import Floats
from services.triage.scoring.layer import Head, log_odds
from services.triage.scoring.lessons import Bools, Lesson
from services.triage.scoring.silence import chances_left, share_corrected

if TYPE_CHECKING:
    from scipy import sparse

SLOPE, INTERCEPT, WEIGHTS = 4.0, 0.5, 0.5
"""How strongly each is drawn to what the general model says: the best of simulated clients (docs/learning.md)."""


def refit_label(
    rows: "sparse.csr_matrix", general: General, said: Taught, label: str, heads: MutableMapping[str, Head]
) -> Comparison:
    """Put a better head in the place of what stands, or take away what is worse than the general model by now."""
    lesson = Lesson.of(said, rows)
    chances = np.asarray(general.chances[label], dtype=np.float64)[lesson.places]
    bounds = np.full(len(chances), FOUND_FROM)
    if label in general.found_from:
        bounds = np.asarray(general.found_from[label], dtype=np.float64)[lesson.places]
    marks = np.asarray(said.marks, dtype=bool)
    aims = _aims(lesson, chances, chances >= bounds, marks)
    older, newest = lesson.older, lesson.newest
    head = _fit(lesson.rows[older], log_odds(chances[older]), aims[older], lesson.weights[older])
    plain, unseen = chances[newest], lesson.rows[newest]
    judge = _Judge(aims[newest], marks[newest], bounds[newest], bool(lesson.is_said.all()), older.stop)
    stands = heads[label].shift(plain, unseen) if label in heads else plain
    found = judge.compare(stands, head.shift(plain, unseen))
    if found.outcome == "better":
        heads[label] = head
    elif label in heads and (fallen := judge.compare(stands, plain)).outcome == "better":
        del heads[label]
        found = replace(fallen, outcome="worse")
    return replace(found, silent=int((~lesson.is_said).sum()))


def _aims(lesson: Lesson, chances: Floats, found: Bools, marks: Bools) -> Floats:
    """What is to be said of each message: what people said, and of those left as shown how likely that is."""
    wrong = np.where(found, 1 - chances, chances)
    contradicted = lesson.is_said & (found != marks)
    older = lesson.older
    share = share_corrected(wrong[older], int(contradicted[older].sum()))
    aims: Floats = np.where(lesson.is_said, marks, chances_left(chances, marks, share))
    return aims


def _fit(rows: "sparse.csr_matrix", odds: Floats, aims: Floats, weights: Floats) -> Head:
    """The likeliest head that is not far from saying what the general model says."""

    def loss(values: Floats) -> tuple[float, Floats]:
        slope, intercept, own = values[0], values[1], values[2:]
        total = slope * odds + intercept + rows @ own
        away = weights * (1 / (1 + np.exp(-np.clip(total, -30, 30))) - aims)
        cost = float(weights @ (np.logaddexp(0, total) - aims * total))
        cost += (SLOPE * (slope - 1) ** 2 + INTERCEPT * intercept**2 + WEIGHTS * float(own @ own)) / 2
        steps = [away @ odds + SLOPE * (slope - 1)], [away.sum() + INTERCEPT * intercept]
        return cost, np.concatenate([*steps, rows.T @ away + WEIGHTS * own])

    start = np.zeros(rows.shape[1] + 2)
    start[0] = 1
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return Head(float(found[0]), float(found[1]), found[2:].astype(np.float32))


class _Judge:
    """The newest words on a label, and what is better there."""

    def __init__(
        self, aims: Floats, marks: Bools, bounds: Floats, is_all_said: bool, learnt_from: int
    ) -> None:
        self._aims, self._marks, self._bounds = aims, marks, bounds
        self._is_all_said, self._learnt_from = is_all_said, learnt_from

    def compare(self, before: Floats, after: Floats) -> Comparison:
        losses = self._losses(before), self._losses(after)
        agreed = (before >= self._bounds) == self._marks, (after >= self._bounds) == self._marks
        is_better = is_surely_gain(losses[0] - losses[1]) and agreed[1].sum() >= agreed[0].sum()
        if not self._is_all_said:
            is_better = is_better and puts_right(*agreed)
        return compared(
            is_better=bool(is_better), agreed=agreed, losses=losses, learnt_from=self._learnt_from
        )

    def _losses(self, chances: Floats) -> Floats:
        inner = np.clip(chances, 1e-3, 1 - 1e-3)
        losses: Floats = -(self._aims * np.log(inner) + (1 - self._aims) * np.log(1 - inner))
        return losses
