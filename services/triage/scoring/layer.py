"""A client's own layer on top of the general model: how its team's labels differ, learnt from what its people said.

The log-odds of a label are slope · those of the general model + intercept + weights · n-grams. A label without a head
stays as the general model has it.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.features import Floats, Recipe, hash_features
from services.triage.scoring.linear import Singles, unit_rows
from services.triage.scoring.outputs import KINDS
from services.triage.scoring.verdict import Verdicts

RECIPE = Recipe(words=2, characters=4, bits=13)
_EVEN = np.ones(1 << RECIPE.bits)
_SUREST = 7.0
"""Log-odds beyond which a general probability says no more: 0.001 and 0.999."""


@dataclass(frozen=True, slots=True)
class Head:
    """One label: with slope 1, intercept 0 and no weights it says what the general model says."""

    slope: float
    intercept: float
    weights: Singles

    def shift(self, chances: Floats, rows: "sparse.csr_matrix") -> Floats:
        odds = self.slope * log_odds(chances) + self.intercept + rows @ self.weights
        shifted: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
        return shifted


def apply(layer: OwnLayer, labels: Mapping[str, Floats], words: Sequence[str]) -> dict[str, Floats]:
    """The labels that a layer says otherwise than the general model, kinds along with what they are kinds of."""
    rows = rows_of(words)
    heads = heads_of(layer)
    shifted = {label: head.shift(labels[label], rows) for label, head in heads.items() if label in labels}
    for parent in shifted.keys() & KINDS.keys():
        share = shifted[parent] / np.maximum(labels[parent], 1e-6)
        kinds = [kind for kind in KINDS[parent] if kind in labels]
        shifted |= {kind: np.minimum(labels[kind] * share, shifted[parent]) for kind in kinds}
    return shifted


@lru_cache(maxsize=64)
def heads_of(layer: OwnLayer) -> dict[str, Head]:
    """The heads of a layer; of those used last they are read once. Ten labels are 330 kB."""
    return from_bytes(layer.body)


def log_odds(chances: npt.NDArray[np.floating]) -> Floats:
    inner = np.clip(np.asarray(chances, dtype=np.float64), 1e-9, 1 - 1e-9)
    odds: Floats = np.clip(np.log(inner / (1 - inner)), -_SUREST, _SUREST)
    return odds


def rows_of(words: Sequence[str]) -> "sparse.csr_matrix":
    """Texts made by `words_of` as the heads read them: hashed n-grams, each text of length 1."""
    return unit_rows(hash_features(words, RECIPE), RECIPE, _EVEN)


def to_bytes(heads: Mapping[str, Head]) -> bytes:
    """Heads as they are kept; the same heads give the same bytes."""
    kept = {
        label: np.concatenate([[head.slope, head.intercept], head.weights]).astype(np.float32)
        for label, head in sorted(heads.items())
    }
    file = io.BytesIO()
    np.savez_compressed(file, **kept)  # type: ignore[arg-type]  # arrays by name; its stub names only its own options
    return file.getvalue()


def from_bytes(body: bytes) -> dict[str, Head]:
    with np.load(io.BytesIO(body), allow_pickle=False) as kept:
        return {label: Head(float(row[0]), float(row[1]), row[2:]) for label, row in kept.items()}


def layered(
    verdicts: Verdicts, layer: OwnLayer, words: Sequence[str]
) -> tuple[Verdicts, list[dict[str, float]]]:
    """The verdicts as a layer has them, and for each text what the general model says of the labels that it touches."""
    shifted = apply(layer, verdicts.labels, words)
    at_once = verdicts.at_once
    if "urgency" in shifted:
        at_once = at_once * shifted["urgency"] / np.maximum(verdicts.labels["urgency"], 1e-6)
    said = {label: verdicts.labels[label] for label in sorted(shifted)}
    general = [{label: round(float(said[label][row]), 4) for label in said} for row in range(len(words))]
    return replace(verdicts, labels={**verdicts.labels, **shifted}, at_once=at_once), general
