"""What a client's own layer adds to the log-odds of a label: words that its team's decisions taught, and a measure of
its own, by which the same words are said more often or less often there than elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.triage.scoring.attribution import shares_of
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.features import Floats
from services.triage.scoring.layer import RECIPE, heads_of, log_odds
from services.triage.scoring.linear import HashedHeads

_EVEN = np.ones(1 << RECIPE.bits, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Own:
    """What one label's general log-odds are shifted by: what each word of the text adds, and `measure` beside it."""

    words: Floats
    measure: float


def weigh_own(
    layer: OwnLayer, texts: Sequence[str], general: Sequence[Mapping[str, float]]
) -> list[dict[str, Own]]:
    """For each text, and each of its labels on which the layer has the word, what that adds.

    `general` is what the general model says of the labels; its log-odds and what is added are those of the layer.
    """
    heads = heads_of(layer)
    names = [label for label in heads if any(label in said for said in general)]
    if not names:
        return [{} for _ in texts]
    weights = np.column_stack([heads[label].weights for label in names])
    table = HashedHeads(tuple(names), RECIPE, weights, _EVEN, np.zeros(len(names), dtype=np.float32))
    one_each = np.eye(len(names), dtype=np.float32)
    shares = shares_of(table, RECIPE, texts, [one_each for _ in texts])
    return [
        {
            label: Own(share[:, column], _measure(heads[label].slope, heads[label].intercept, said[label]))
            for column, label in enumerate(names)
            if label in said
        }
        for share, said in zip(shares, general, strict=True)
    ]


def _measure(slope: float, intercept: float, chance: float) -> float:
    """How far the head moves what the general model says, before any word: it reads that within bounds."""
    inner = min(max(chance, 1e-12), 1 - 1e-12)
    return float(slope * log_odds(np.array([chance]))[0] + intercept - np.log(inner / (1 - inner)))
