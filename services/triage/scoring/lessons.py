"""What people said, laid out for fitting: what is missing of it, and the older words apart from the newest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from services.triage.scoring.domain.layers import Chosen, Comparison, Taught

if TYPE_CHECKING:
    from scipy import sparse

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

FEWEST = 200
"""Words on a label below which none is learnt: with 50 or 100, up to one comparison in ten let a worse head pass."""
FEWEST_OF_A_SIDE = 20
FEWEST_SAID = 20
"""Words among them; the others may have been left as they were shown."""
NEWEST = 0.3
"""The share of the words that decides and teaches nothing."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Messages in the order in which something was said of them: their places and n-grams, and which were spoken of."""

    places: Ints
    rows: "sparse.csr_matrix"
    weights: npt.NDArray[np.float64]
    is_said: Bools

    @classmethod
    def of(cls, said: Taught | Chosen, rows: "sparse.csr_matrix") -> "Lesson":
        places = np.asarray(said.places, dtype=np.int64)
        return cls(places, rows[places], np.asarray(said.weights, dtype=np.float64), spoken(said))

    @property
    def older(self) -> slice:
        return slice(0, len(self.places) - int(len(self.places) * NEWEST))

    @property
    def newest(self) -> slice:
        return slice(self.older.stop, len(self.places))


def spoken(said: Taught | Chosen) -> Bools:
    return np.asarray(said.is_said or np.ones(len(said.places)), dtype=bool)


def missing_of(said: Taught | Chosen) -> Comparison | None:
    """What is missing before anything can be learnt; None where there is enough.

    Of a label there must be so many yes and so many no; of a choice so many that are not its commonest answer.
    """
    more_yes, more_no = _sides(said)
    words = int(spoken(said).sum())
    count = len(said.places)
    more = max(FEWEST - count, more_yes + more_no, FEWEST_SAID - words, 0)
    silent = count - words
    if not more:
        return None
    return Comparison("too_few", count, missing=more, missing_yes=more_yes, missing_no=more_no, silent=silent)


def _sides(said: Taught | Chosen) -> tuple[int, int]:
    words: Sequence[Any] = said.marks if isinstance(said, Taught) else said.answers
    counts = Counter(words)
    if isinstance(said, Taught):
        return max(0, FEWEST_OF_A_SIDE - counts[True]), max(0, FEWEST_OF_A_SIDE - counts[False])
    commonest = max(counts.values(), default=0)
    return 0, max(0, FEWEST_OF_A_SIDE - (len(words) - commonest))
