"""What it says that somebody dealt with a message and corrected nothing on it.

People say what is wrong far more often than what is right: from corrections alone, a layer learns to say the contrary
of whatever the model says. A label that was left as it was shown counts as well, but not as a word. Who corrects a
share of what is wrong leaves wrong what remains of it: that makes the shown label likelier than the model thought, by
Bayes' rule, and the likelier the more is corrected.
"""

import numpy as np
import numpy.typing as npt

from services.triage.scoring.features import Floats

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_CERTAIN = 1e-3
_MOST = 0.9
"""Nobody corrects everything."""


def share_corrected(wrong: Floats, contradicted: int) -> float:
    """Which share of its errors people correct: `wrong` is how likely the model thinks that each message is one."""
    expected = float(wrong.sum())
    return min(_MOST, contradicted / expected) if expected else _MOST


def chances_left(chances: Floats, shown: Bools, share: float) -> Floats:
    """How likely a label is that was left as it was shown."""
    inner = np.clip(chances, _CERTAIN, 1 - _CERTAIN)
    yes, no = inner * np.where(shown, 1, 1 - share), (1 - inner) * np.where(shown, 1 - share, 1)
    left: Floats = yes / (yes + no)
    return left


def answers_left(chances: Floats, shown: Ints, share: float) -> Floats:
    """How likely each answer is where one of them was shown and left; a row for each message."""
    left = chances * (1 - share)
    places = np.arange(len(shown))
    left[places, shown] = chances[places, shown]
    left /= left.sum(axis=1, keepdims=True)
    return left
