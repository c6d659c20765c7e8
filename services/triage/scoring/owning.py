"""What a client's own layer adds to the log-odds of a label, or to what an answer scores: words that its team's
decisions taught, and a measure of its own, by which the same is said more often or less often there than elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.triage.scoring.attribution import shares_of
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.features import Floats
from services.triage.scoring.layer import RECIPE, choices_of, heads_of, log_odds
from services.triage.scoring.linear import HashedHeads, Singles
from services.triage.scoring.outputs import CHOICES, KINDS, answer_of

_EVEN = np.ones(1 << RECIPE.bits, dtype=np.float32)
_PARENTS = {kind: parent for parent, kinds in KINDS.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class Own:
    """What one output of the general model is shifted by: what each word of the text adds, and `measure` beside it."""

    words: Floats
    measure: float


@dataclass(frozen=True, slots=True)
class _Shift:
    """The layer's formula of one output."""

    slope: float
    intercept: float
    weights: Singles
    is_answer: bool

    def measure(self, said: float) -> float:
        """How far the formula moves what the general model says, before any word: probabilities it reads within
        bounds.
        """
        if self.is_answer:
            return (self.slope - 1) * said + self.intercept
        inner = min(max(said, 1e-12), 1 - 1e-12)
        bounded = float(log_odds(np.array([said]))[0])
        return float(self.slope * bounded + self.intercept - np.log(inner / (1 - inner)))


def weigh_own(
    layer: OwnLayer, texts: Sequence[str], general: Sequence[Mapping[str, float]]
) -> list[dict[str, Own]]:
    """For each text, and each of its outputs on which the layer has the word, what that adds.

    `general` is what the general model says of them, a probability or what an answer scores; its log-odds, or the
    score, and what is added are those of the layer.
    """
    outputs = dict.fromkeys(output for said in general for output in said)
    shifts = {output: shift for output in outputs if (shift := _shift_of(layer, output)) is not None}
    if not shifts:
        return [{} for _ in texts]
    weights = np.column_stack([shift.weights for shift in shifts.values()])
    table = HashedHeads(tuple(shifts), RECIPE, weights, _EVEN, np.zeros(len(shifts), dtype=np.float32))
    one_each = np.eye(len(shifts), dtype=np.float32)
    shares = shares_of(table, RECIPE, texts, [one_each for _ in texts])
    return [
        {
            output: Own(share[:, column], shift.measure(said[output]))
            for column, (output, shift) in enumerate(shifts.items())
            if output in said
        }
        for share, said in zip(shares, general, strict=True)
    ]


def _shift_of(layer: OwnLayer, output: str) -> _Shift | None:
    """None where the layer lets the general model's word stand, and for a kind that goes along with its label."""
    label, answer = answer_of(output)
    if answer is not None:
        if (choice := choices_of(layer).get(label)) is None:
            return None
        place = CHOICES[label].index(answer)
        return _Shift(choice.slope, float(choice.intercepts[place]), choice.weights[:, place], is_answer=True)
    heads = heads_of(layer)
    if (head := heads.get(label)) is None or _PARENTS.get(label) in heads:
        return None
    return _Shift(head.slope, head.intercept, head.weights, is_answer=False)
