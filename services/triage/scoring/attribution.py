"""Which words of a message made the verdict on its n-grams what it is. A linear verdict is a sum over n-grams, so each
word's share follows from the weights themselves; nothing is estimated beside the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from services.triage.scoring.features import (
    Floats,
    Ints,
    Recipe,
    bucket,
    character_grams,
    signs_of,
    word_grams,
)
from services.triage.scoring.linear import HashedHeads, Singles

if TYPE_CHECKING:
    from scipy import sparse

_SPACE = ord(" ")


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Each n-gram of a batch where it stands: the words of the batch that it begins and ends with, what of `keys`
    (message and bucket) it is, and what it counts. Words are numbered through the batch from 0; `words` says where
    those of each message begin.
    """

    first: Ints
    last: Ints
    key: Ints
    value: Floats
    keys: Ints
    words: Ints


def shares_of(
    heads: HashedHeads, recipe: Recipe, texts: Sequence[str], directions: Sequence[Singles]
) -> list[Floats]:
    """For each text, what each of its words adds to sums of verdicts: a row for each word, a column for each sum.

    A direction has a row for each head and a column for each sum. An n-gram of two words counts half for each. The
    rows together are the sums without the heads' intercepts.
    """
    if not any(text.strip() for text in texts):
        return [np.zeros((0, direction.shape[1])) for direction in directions]
    found = _occurrences(texts, recipe, heads.idf)
    sums = _to_words(found) @ _effects(heads, recipe, found, directions)
    bounds = zip(found.words[:-1], found.words[1:], directions, strict=True)
    return [sums[start:end, : direction.shape[1]] for start, end, direction in bounds]


def _to_words(found: _Occurrences) -> "sparse.csr_matrix":
    """How much of each key belongs to each word: of an n-gram one half where it begins, one where it ends."""
    from scipy import sparse

    words, keys = np.concatenate([found.first, found.last]), np.concatenate([found.key, found.key])
    shape = (int(found.words[-1]), len(found.keys))
    return sparse.csr_matrix((np.concatenate([found.value, found.value]) / 2, (words, keys)), shape=shape)


def _effects(
    heads: HashedHeads, recipe: Recipe, found: _Occurrences, directions: Sequence[Singles]
) -> Floats:
    """For each key what its bucket adds to each sum of its message."""
    effects = np.zeros((len(found.keys), max(direction.shape[1] for direction in directions)))
    buckets = found.keys & ((1 << recipe.bits) - 1)
    ends = np.searchsorted(found.keys >> recipe.bits, np.arange(len(directions) + 1))
    for start, end, direction in zip(ends[:-1], ends[1:], directions, strict=True):
        effects[start:end, : direction.shape[1]] = heads.weights.take(buckets[start:end], axis=0) @ direction
    return effects


def _occurrences(texts: Sequence[str], recipe: Recipe, idf: npt.NDArray[np.floating]) -> _Occurrences:
    codes, rows = signs_of(texts)
    is_space = codes == _SPACE
    opens = ~is_space & np.concatenate([[True], is_space[:-1] | (rows[1:] != rows[:-1])])
    word_at = np.maximum(np.cumsum(opens) - 1, 0)
    ends = np.searchsorted(rows[opens], np.arange(len(texts) + 1))
    firsts, lasts, keys = [], [], []
    for gram in word_grams(codes, rows, recipe.words):
        firsts.append(word_at[gram.starts])
        lasts.append(word_at[gram.starts] + gram.width - 1)
        keys.append((rows[gram.starts] << recipe.bits) | bucket(gram.hashes, recipe.bits))
    for gram in character_grams(codes, rows, recipe.characters):
        # The space that a gram may begin with stands before its word.
        word = word_at[gram.starts + is_space[gram.starts]]
        firsts.append(word)
        lasts.append(word)
        keys.append((rows[gram.starts] << recipe.bits) | bucket(gram.hashes, recipe.bits))
    known, key, counts = np.unique(np.concatenate(keys), return_inverse=True, return_counts=True)
    value = _values(known, counts, recipe, idf, len(texts))[key]
    return _Occurrences(np.concatenate(firsts), np.concatenate(lasts), key, value, known, ends)


def _values(keys: Ints, counts: Ints, recipe: Recipe, idf: npt.NDArray[np.floating], size: int) -> Floats:
    """What the model counts for each key, spread evenly over the places where its bucket occurs."""
    rows = keys >> recipe.bits
    values = (1.0 + np.log(counts)) * idf[keys & ((1 << recipe.bits) - 1)]
    squares = np.bincount(rows, weights=values * values, minlength=size)
    spread: Floats = values / np.sqrt(np.maximum(squares, 1e-12))[rows] / counts
    return spread
