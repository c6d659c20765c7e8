"""Fitting of a choice among several answers (tone, intent), and its comparison with what stands.

What is shown of a choice is one answer and no probability, so that putting more right than it breaks is what counts.
"""

from collections.abc import MutableMapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from services.triage.scoring.comparing import compared, puts_right
from services.triage.scoring.domain.layers import Chosen, Comparison, General
from services.triage.scoring.features import Floats
from services.triage.scoring.labelling import INTERCEPT, SLOPE, WEIGHTS
from services.triage.scoring.layer import Choice
from services.triage.scoring.lessons import Ints, Lesson
from services.triage.scoring.outputs import CHOICES
from services.triage.scoring.silence import answers_left, share_corrected

if TYPE_CHECKING:
    from scipy import sparse


def refit_choice(
    rows: "sparse.csr_matrix", general: General, said: Chosen, name: str, choices: MutableMapping[str, Choice]
) -> Comparison:
    """Put a better choice in the place of what stands, or take away what is worse than the general model by now."""
    lesson = Lesson.of(said, rows)
    answers = CHOICES[name]
    scores = np.column_stack([general.scores[name][answer] for answer in answers])[lesson.places]
    marks = np.array([answers.index(answer) for answer in said.answers])
    aims = _aims(lesson, scores, marks)
    older, newest = lesson.older, lesson.newest
    choice = _fit(lesson.rows[older], scores[older], aims[older], lesson.weights[older])
    plain, unseen, truth = scores[newest], lesson.rows[newest], marks[newest]
    stands = choices[name].shift(plain, unseen) if name in choices else plain
    found = _compare(stands, choice.shift(plain, unseen), truth, older.stop)
    if found.outcome == "better":
        choices[name] = choice
    elif name in choices and (fallen := _compare(stands, plain, truth, older.stop)).outcome == "better":
        del choices[name]
        found = replace(fallen, outcome="worse")
    return replace(found, silent=int((~lesson.is_said).sum()))


def _aims(lesson: Lesson, scores: Floats, marks: Ints) -> Floats:
    """What is to be said of each message, as a chance of each answer."""
    chances = special.softmax(scores, axis=1)
    older, shown = lesson.older, scores.argmax(axis=1)
    contradicted = lesson.is_said & (shown != marks)
    share = share_corrected(1 - chances.max(axis=1)[older], int(contradicted[older].sum()))
    said = np.eye(scores.shape[1])[marks]
    aims: Floats = np.where(lesson.is_said[:, None], said, answers_left(chances, marks, share))
    return aims


def _fit(rows: "sparse.csr_matrix", scores: Floats, aims: Floats, weights: Floats) -> Choice:
    """The likeliest choice that is not far from saying what the general model says."""
    buckets, answers = rows.shape[1], scores.shape[1]

    def loss(values: Floats) -> tuple[float, Floats]:
        slope, intercepts, own = values[0], values[1 : answers + 1], values[answers + 1 :]
        total = slope * scores + intercepts + rows @ own.reshape(buckets, answers)
        away = weights[:, None] * (special.softmax(total, axis=1) - aims)
        cost = float(weights @ (special.logsumexp(total, axis=1) - (aims * total).sum(axis=1)))
        cost += (SLOPE * (slope - 1) ** 2 + INTERCEPT * float(intercepts @ intercepts)) / 2
        cost += WEIGHTS * float(own @ own) / 2
        steps = [(away * scores).sum() + SLOPE * (slope - 1)], away.sum(axis=0) + INTERCEPT * intercepts
        return cost, np.concatenate([*steps, (rows.T @ away).ravel() + WEIGHTS * own])

    start = np.zeros(buckets * answers + answers + 1)
    start[0] = 1
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    singles = found.astype(np.float32)
    return Choice(float(found[0]), singles[1 : answers + 1], singles[answers + 1 :].reshape(buckets, answers))


def _compare(before: Floats, after: Floats, marks: npt.NDArray[np.int64], learnt_from: int) -> Comparison:
    agreed = before.argmax(axis=1) == marks, after.argmax(axis=1) == marks
    losses = _losses(before, marks), _losses(after, marks)
    return compared(is_better=puts_right(*agreed), agreed=agreed, losses=losses, learnt_from=learnt_from)


def _losses(scores: Floats, marks: Ints) -> Floats:
    losses: Floats = -special.log_softmax(scores, axis=1)[np.arange(len(marks)), marks]
    return losses
