"""Fitting of one label: a linear model over hashed n-grams, then a logistic blend of its verdicts on rows that it
had not seen with the evidence beside it, so that what comes out is a probability and not an inflated score.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from services.triage.scoring.evidence import Input
from services.triage.scoring.features import BITS, Features, Recipe, hash_features
from services.triage.scoring.linear import Blend, LabelModel, LinearModel

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_STEPS = 512


@dataclass(frozen=True, slots=True)
class Settings:
    """How one label is fitted. `strength` is the inverse of regularisation (liblinear's C); a row of our own counts
    as `own_weight` public ones in the linear model and as `blend_own_weight` in the blend.
    """

    recipe: Recipe
    strength: float
    own_weight: float
    blend_own_weight: float
    seed: int = 20261122
    folds: int = 5


@dataclass(frozen=True, slots=True)
class Examples:
    """One input, label and origin for each row, in the same order; `names` are those of the evidence."""

    inputs: Sequence[Input]
    names: tuple[str, ...]
    labels: Ints
    is_own: npt.NDArray[np.bool_]


def fit_label(examples: Examples, settings: Settings) -> LabelModel:
    """Deterministic: the same examples and settings give the same arrays."""
    features = hash_features([each.words for each in examples.inputs], settings.recipe)
    weights = np.where(examples.is_own, settings.own_weight, 1.0)
    unseen = _decide_unseen(features, examples.labels, weights, settings)
    blend = _fit_blend(unseen, examples, settings)
    everything = np.ones(features.size, dtype=bool)
    linear = _fit_linear(features, everything, examples.labels, weights, settings)
    return LabelModel(settings.recipe, linear, blend)


def _decide_unseen(features: Features, labels: Ints, weights: Floats, settings: Settings) -> Floats:
    """For each row the verdict of a model fitted on the other folds."""
    folds = np.random.default_rng(settings.seed).permutation(features.size) % settings.folds
    decisions = np.zeros(features.size)
    for fold in range(settings.folds):
        model = _fit_linear(features, folds != fold, labels, weights, settings)
        decisions[folds == fold] = model.decide(features)[folds == fold]
    return decisions


def _fit_linear(
    features: Features, kept: npt.NDArray[np.bool_], labels: Ints, weights: Floats, settings: Settings
) -> LinearModel:
    known = kept[features.rows]
    counts = np.bincount(features.buckets[known], minlength=1 << BITS)
    idf = np.log((1 + kept.sum()) / (1 + counts)) + 1
    matrix = _unit_rows(features, idf)[kept]
    # liblinear runs on one thread in a fixed order, so that one seed gives one result.
    machine = LogisticRegression(
        C=settings.strength, solver="liblinear", class_weight="balanced", random_state=settings.seed
    )
    machine.fit(matrix, labels[kept], sample_weight=weights[kept])
    return LinearModel(_shipped(machine.coef_[0]), _shipped(idf), float(_shipped(machine.intercept_)[0]))


def _unit_rows(features: Features, idf: Floats) -> sparse.csr_matrix:
    values = features.values * idf[features.buckets]
    squares = np.bincount(features.rows, weights=values * values, minlength=features.size)
    values = values / np.sqrt(np.maximum(squares, 1e-12))[features.rows]
    return sparse.csr_matrix((values, (features.rows, features.buckets)), shape=(features.size, 1 << BITS))


def _shipped(array: Floats) -> npt.NDArray[np.float32]:
    """The values as they are shipped, so that what is measured is what is shipped.

    They are rounded to steps of 1/512: finer ones differed from processor to processor by the order in which a
    BLAS adds up (two weights in 262,144, by 3e-5, between one thread and two).
    """
    stepped = np.round(array * _STEPS) / _STEPS
    return stepped.astype(np.float16).astype(np.float32)


def _fit_blend(unseen: Floats, examples: Examples, settings: Settings) -> Blend:
    evidence = np.column_stack([unseen, np.array([each.evidence for each in examples.inputs])])
    weights = np.where(examples.is_own, settings.blend_own_weight, 1.0)
    machine = LogisticRegression(solver="liblinear", random_state=settings.seed)
    machine.fit(evidence, examples.labels, sample_weight=weights)
    coefficients = tuple(round(float(value), 4) for value in machine.coef_[0])
    return Blend(examples.names, coefficients, round(float(machine.intercept_[0]), 4))
