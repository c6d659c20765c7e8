"""Linear heads over hashed n-grams and over encoded sentences, and the logistic formulas that blend their verdicts
with evidence that a person can read into calibrated probabilities.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from services.triage.scoring.features import Features, Floats, Recipe, hash_features

if TYPE_CHECKING:
    from scipy import sparse

Singles = npt.NDArray[np.float32]
Columns = Mapping[str, Floats]
SIDE_SHARE = 0.5
"""How much words of context and trade count beside those of the text, which have length 1."""


@dataclass(frozen=True, slots=True)
class HashedHeads:
    """One verdict a head on hashed n-grams: `weights` has a row for each bucket and a column for each of `names`."""

    names: tuple[str, ...]
    recipe: Recipe
    weights: Singles
    idf: Singles
    intercepts: Singles

    def decide(self, texts: Sequence[str], sides: Sequence[str] | None = None) -> dict[str, Floats]:
        """For each head the signed distance of each text from its border."""
        matrix = unit_rows(hash_features(texts, self.recipe), self.recipe, self.idf)
        if sides is not None:
            matrix = matrix + side_rows(sides, self.recipe, self.idf)
        return _named(self.names, matrix @ self.weights + self.intercepts)


def unit_rows(features: Features, recipe: Recipe, idf: npt.NDArray[np.floating]) -> "sparse.csr_matrix":
    """Sparse rows scaled to unit length; one without features stays empty."""
    from scipy import sparse

    values = features.values * idf[features.buckets]
    squares = np.bincount(features.rows, weights=values * values, minlength=features.size)
    values = values / np.sqrt(np.maximum(squares, 1e-12))[features.rows]
    ends = np.searchsorted(features.rows, np.arange(features.size + 1))
    shape = (features.size, 1 << recipe.bits)
    return sparse.csr_matrix((values.astype(np.float32), features.buckets, ends), shape=shape)


def side_rows(sides: Sequence[str], recipe: Recipe, idf: npt.NDArray[np.floating]) -> "sparse.csr_matrix":
    side = Recipe(words=1, characters=0, bits=recipe.bits)
    return unit_rows(hash_features(sides, side), side, idf) * SIDE_SHARE


@dataclass(frozen=True)
class DenseHeads:
    """One verdict a head on encoded messages: how near each is to known ones, its `landmarks`, with a weight for each;
    the last row of `weights` is the intercept. It draws borders as a machine with a Gaussian kernel does.
    """

    names: tuple[str, ...]
    landmarks: Singles
    weights: Singles

    def decide(self, rows: Singles) -> dict[str, Floats]:
        near = _near(rows, self.landmarks, self._half_squares)
        return _named(self.names, near @ self.weights[:-1] + self.weights[-1])

    @cached_property
    def _half_squares(self) -> Singles:
        return _half_squares(self.landmarks)


def nearness(rows: Singles, landmarks: Singles) -> Singles:
    """For each row how near it is to each landmark, from 1 for the same to 0: exp(-distance² / 2)."""
    return _near(rows, landmarks, _half_squares(landmarks))


def _half_squares(rows: Singles) -> Singles:
    halves: Singles = (rows * rows).sum(axis=1) / 2
    return halves


def _near(rows: Singles, landmarks: Singles, half_squares: Singles) -> Singles:
    inner = rows @ landmarks.T
    inner -= _half_squares(rows)[:, None]
    inner -= half_squares
    near: Singles = np.exp(np.minimum(inner, 0), out=inner)
    return near


@dataclass(frozen=True, slots=True)
class Blend:
    """log-odds = intercept + coefficients · columns, fitted on verdicts for rows that the heads had not seen.

    What it says is found from a probability of its own: where finding and not finding are balanced best.
    """

    names: tuple[str, ...]
    coefficients: tuple[float, ...]
    intercept: float
    found_from: float = 0.5

    def log_odds(self, columns: Columns) -> Floats:
        total = self.intercept + sum(
            weight * columns[name] for name, weight in zip(self.names, self.coefficients, strict=True)
        )
        return np.asarray(total, dtype=np.float64)

    def probabilities(self, columns: Columns) -> Floats:
        chances: Floats = 1.0 / (1.0 + np.exp(-np.clip(self.log_odds(columns), -30, 30)))
        return chances


_FIXED = 30  # characters: what a text costs the encoder beside its length


@dataclass(frozen=True, slots=True)
class Doubt:
    """Whether to ask the encoder: what it betters as a rule where the n-grams are that unsure of each of `names`, for
    each hundred characters that it has to read.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bound: float

    def worth(self, labels: Columns, lengths: Floats) -> Floats:
        """Points of log loss for each hundred characters."""
        unsure = np.column_stack([4 * labels[name] * (1 - labels[name]) for name in self.names])
        found: Floats = unsure @ np.array(self.weights) * 100 / (lengths + _FIXED)
        return found


def _named(names: tuple[str, ...], decisions: Singles) -> dict[str, Floats]:
    return {name: decisions[:, index].astype(np.float64) for index, name in enumerate(names)}
