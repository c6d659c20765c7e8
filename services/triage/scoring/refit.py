"""Fitting a client's layer and comparing it with what stands, label by label, on words that it has not seen.

The older words teach; the newest decide. A head stands only where the middle of its gain in log loss over the newest
words is more than noise would give once in a hundred comparisons, and where it agrees with people no less often.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize

from services.triage.scoring.domain.layers import Comparison, OwnLayer, Refit, Taught
from services.triage.scoring.features import Floats
from services.triage.scoring.layer import Head, heads_of, log_odds, rows_of, to_bytes
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.words import words_of

if TYPE_CHECKING:
    from scipy import sparse

FEWEST = 200
"""Words on a label below which none is learnt: with 50 or 100, up to one comparison in ten let a worse head pass."""
FEWEST_OF_A_SIDE = 20
NEWEST = 0.3
"""The share of the words that decides and teaches nothing."""
CONFIDENCE = 0.99
_ENOUGH = 2.326  # standard errors, for that confidence on one side
_SLOPE, _INTERCEPT, _WEIGHTS = 4.0, 0.5, 0.5
"""How strongly each is drawn to what the general model says: the best of simulated clients (docs/learning.md)."""


def refit(
    texts: Sequence[str],
    general: Mapping[str, Sequence[float]],
    taught: Mapping[str, Taught],
    standing: OwnLayer | None,
) -> Refit:
    """Fit each label of which enough was said, and let stand what is better than what stood.

    `general` is what the general model says of each text, and `standing` the layer that stands on it now.
    """
    rows = rows_of([words_of(Normalised(text).text) for text in texts])
    before = dict(heads_of(standing)) if standing is not None else {}
    after, figures = dict(before), {}
    for label, said in taught.items():
        figures[label] = _missing(said) or _refit_label(rows, general[label], said, label, after)
    is_other = any(after.get(label) is not before.get(label) for label in {*after, *before})
    return Refit(to_bytes(after) if is_other else None, figures)


def _missing(said: Taught) -> Comparison | None:
    yes = sum(said.marks)
    count = len(said.marks)
    more_yes, more_no = max(0, FEWEST_OF_A_SIDE - yes), max(0, FEWEST_OF_A_SIDE - (count - yes))
    more = max(FEWEST - count, more_yes + more_no, 0)
    return (
        Comparison("too_few", count, missing=more, missing_yes=more_yes, missing_no=more_no) if more else None
    )


def _refit_label(
    rows: "sparse.csr_matrix", general: Sequence[float], said: Taught, label: str, heads: dict[str, Head]
) -> Comparison:
    """Put a better head in the place of what stands, or take away what is worse than the general model by now."""
    places = np.asarray(said.places)
    marks = np.asarray(said.marks, dtype=np.float64)
    weights = np.asarray(said.weights, dtype=np.float64)
    chances = np.asarray(general, dtype=np.float64)[places]
    first = len(places) - int(len(places) * NEWEST)
    head = _fit(rows[places[:first]], log_odds(chances[:first]), marks[:first], weights[:first])
    newest, plain, truth = rows[places[first:]], chances[first:], marks[first:]
    stands = heads[label].shift(plain, newest) if label in heads else plain
    found = _compare(stands, head.shift(plain, newest), truth, first)
    if found.outcome == "better":
        heads[label] = head
    elif label in heads and (fallen := _compare(stands, plain, truth, first)).outcome == "better":
        del heads[label]
        return replace(fallen, outcome="worse")
    return found


def _fit(rows: "sparse.csr_matrix", odds: Floats, marks: Floats, weights: Floats) -> Head:
    """The likeliest head that is not far from saying what the general model says."""

    def loss(values: Floats) -> tuple[float, Floats]:
        slope, intercept, own = values[0], values[1], values[2:]
        total = slope * odds + intercept + rows @ own
        away = weights * (1 / (1 + np.exp(-np.clip(total, -30, 30))) - marks)
        cost = float(weights @ (np.logaddexp(0, total) - marks * total))
        cost += (_SLOPE * (slope - 1) ** 2 + _INTERCEPT * intercept**2 + _WEIGHTS * float(own @ own)) / 2
        steps = [away @ odds + _SLOPE * (slope - 1)], [away.sum() + _INTERCEPT * intercept]
        return cost, np.concatenate([*steps, rows.T @ away + _WEIGHTS * own])

    start = np.zeros(rows.shape[1] + 2)
    start[0] = 1
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return Head(float(found[0]), float(found[1]), found[2:].astype(np.float32))


def _compare(before: Floats, after: Floats, marks: Floats, learnt_from: int) -> Comparison:
    gains = _losses(before, marks) - _losses(after, marks)
    agreed_before, agreed_after = (float(((each >= 0.5) == marks).mean()) for each in (before, after))
    noise = float(gains.std(ddof=1)) / np.sqrt(len(gains))
    is_better = float(gains.mean()) > _ENOUGH * noise and agreed_after >= agreed_before and bool(gains.any())
    return Comparison(
        "better" if is_better else "not_better",
        learnt_from,
        len(marks),
        agreed_before,
        agreed_after,
        float(_losses(before, marks).mean()),
        float(_losses(after, marks).mean()),
    )


def _losses(chances: Floats, marks: Floats) -> Floats:
    inner = np.clip(chances, 1e-3, 1 - 1e-3)
    losses: Floats = -np.log(np.where(marks == 1, inner, 1 - inner))
    return losses
