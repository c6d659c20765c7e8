"""How alike rows are: near-duplicates make a test of memory, and a vocabulary that train and test share makes one of
words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from services.triage.scoring.normalise import Normalised
from services.triage.scoring.words import words_of

ALIKE_FROM = 0.6
"""Share of common character 5-grams (Jaccard) from which two texts are one text told twice."""
_WIDTH = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """The places of two texts in the sequence, and how much they share."""

    one: int
    other: int
    likeness: float


def find_alike(texts: Sequence[str]) -> list[Pair]:
    """Pairs that are alike, the most alike first."""
    matrix = _grams(texts)
    sizes = np.asarray(matrix.sum(axis=1)).ravel()
    common = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    shares = common.data / (sizes[common.row] + sizes[common.col] - common.data)
    found = np.flatnonzero(shares >= ALIKE_FROM)
    pairs = [
        Pair(int(common.row[each]), int(common.col[each]), round(float(shares[each]), 2)) for each in found
    ]
    return sorted(pairs, key=lambda pair: -pair.likeness)


def share_known(texts: Sequence[str], others: Sequence[str]) -> float:
    """The share of the different words of `texts` that `others` hold too."""
    words, known = _vocabulary(texts), _vocabulary(others)
    return len(words & known) / max(len(words), 1)


def _grams(texts: Sequence[str]) -> "sparse.csr_matrix":
    places: dict[str, int] = {}
    rows, columns = [], []
    for row, text in enumerate(texts):
        plain = words_of(Normalised(text).text)
        for gram in {plain[start : start + _WIDTH] for start in range(len(plain) - _WIDTH + 1)}:
            rows.append(row)
            columns.append(places.setdefault(gram, len(places)))
    ones = np.ones(len(rows), dtype=np.int32)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(len(texts), max(len(places), 1)))


def _vocabulary(texts: Sequence[str]) -> set[str]:
    return {word for text in texts for word in words_of(Normalised(text).text).split()}
