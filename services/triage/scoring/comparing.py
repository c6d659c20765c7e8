"""Whether a new head is better than what stands, on words that it has not seen, by more than chance would have it."""

from math import comb

import numpy as np
import numpy.typing as npt

from services.triage.scoring.domain.layers import Comparison, Outcome
from services.triage.scoring.features import Floats

Bools = npt.NDArray[np.bool_]

CONFIDENCE = 0.99
_ENOUGH = 2.326  # standard errors, for that confidence on one side
_LEAST = 1e-4
"""A gain in log loss below the place to which probabilities are rounded is none: where a model is right about all,
the last bits of a fit would decide, all of one sign and so without noise.
"""


def is_surely_gain(gains: Floats) -> bool:
    """Whether the middle of these gains is above zero by more than noise would give once in a hundred times."""
    noise = float(gains.std(ddof=1)) / np.sqrt(len(gains))
    return bool(float(gains.mean()) > max(_LEAST, _ENOUGH * noise))


def puts_right(before: Bools, after: Bools) -> bool:
    """Whether more was put right than broken, by the exact sign test: what changes at random does both as often.

    `before` and `after` say which words each agrees with.
    """
    fixed = int((after & ~before).sum())
    changed = fixed + int((before & ~after).sum())
    as_many = sum(comb(changed, count) for count in range(fixed, changed + 1))
    return bool(as_many <= 2**changed * (1 - CONFIDENCE) + 1e-9) and changed > 0


def compared(
    *, is_better: bool, agreed: tuple[Bools, Bools], losses: tuple[Floats, Floats], learnt_from: int
) -> Comparison:
    outcome: Outcome = "better" if is_better else "not_better"
    before, after = agreed
    return Comparison(
        outcome,
        learnt_from,
        len(before),
        float(before.mean()),
        float(after.mean()),
        float(losses[0].mean()),
        float(losses[1].mean()),
    )
