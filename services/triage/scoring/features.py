"""Hashed n-grams of words and characters in a few passes of numpy over a whole batch, because importing
scikit-learn costs each worker two seconds and 70 MB, and its analysers walk through every text in Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

UInts = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BITS = 18
_BASE = 0x9E3779B97F4A7C15 | 1  # odd, so that it has an inverse modulo 2**64
_INVERSE = pow(_BASE, -1, 2**64)
_SPACE = ord(" ")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which n-grams a model reads: words from 1 to `words`, characters inside words from 2 to `characters`;
    they fall into 2 ** `bits` buckets."""

    words: int
    characters: int
    bits: int = BITS


@dataclass(frozen=True, slots=True)
class Grams:
    """N-grams of one width: the code point at which each starts, and its hash; in order of place."""

    width: int
    starts: Ints
    hashes: UInts


@dataclass(frozen=True, slots=True)
class Features:
    """Sparse rows: `values[k]` is the weight of `buckets[k]` in text `rows[k]`; `size` texts in all."""

    rows: Ints
    buckets: Ints
    values: Floats
    size: int


def hash_features(texts: Sequence[str], recipe: Recipe) -> Features:
    """Counts of hashed n-grams of texts made by `words_of`, damped by a logarithm."""
    codes, rows = signs_of(texts)
    grams = [*word_grams(codes, rows, recipe.words), *character_grams(codes, rows, recipe.characters)]
    owners = np.concatenate([rows[gram.starts] for gram in grams])
    buckets = np.concatenate([bucket(gram.hashes, recipe.bits) for gram in grams])
    keys, counts = np.unique((owners << recipe.bits) | buckets, return_counts=True)
    buckets = keys & ((1 << recipe.bits) - 1)
    return Features(keys >> recipe.bits, buckets, 1.0 + np.log(counts), len(texts))


def signs_of(texts: Sequence[str]) -> tuple[UInts, Ints]:
    """All code points one behind the other, and to which text each belongs."""
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(joined, dtype=np.uint32).astype(np.uint64)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    return codes, np.repeat(np.arange(len(texts)), lengths)


def bucket(hashes: UInts, bits: int) -> Ints:
    """Mixes the high bits into the low ones (finaliser of MurmurHash3) and keeps `bits` of them."""
    mixed = hashes ^ (hashes >> np.uint64(33))
    mixed = mixed * np.uint64(0xFF51AFD7ED558CCD)
    mixed = mixed ^ (mixed >> np.uint64(33))
    buckets: Ints = (mixed >> np.uint64(64 - bits)).astype(np.int64)
    return buckets


def character_grams(codes: UInts, rows: Ints, longest: int) -> list[Grams]:
    """Characters from 2 to `longest` inside a word, which may begin or end with the space beside it."""
    is_space = codes == _SPACE
    spaces = np.concatenate([[0], np.cumsum(is_space)])
    grams: list[Grams] = []
    hashes = codes.copy()
    for width in range(2, longest + 1):
        count = len(codes) - width + 1
        if count <= 0:
            break
        hashes = hashes[:count] * np.uint64(_BASE) + codes[width - 1 :]
        inner = spaces[width - 1 : width - 1 + count] - spaces[1 : 1 + count]
        kept = np.flatnonzero((inner == 0) & (rows[:count] == rows[width - 1 :]))
        grams.append(Grams(width, kept, hashes[kept] + np.uint64(width)))
    return grams


def word_grams(codes: UInts, rows: Ints, longest: int) -> list[Grams]:
    """Word hashes by differences of prefix sums: Σ code·base^i, shifted back to the word's start."""
    powers = np.cumprod(np.full(len(codes), _BASE, dtype=np.uint64))
    backwards = np.cumprod(np.full(len(codes), _INVERSE, dtype=np.uint64))
    prefix = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(codes * powers)])
    is_letter = np.concatenate([[False], codes != _SPACE, [False]])
    starts = np.flatnonzero(is_letter[1:-1] & ~is_letter[:-2])
    ends = np.flatnonzero(is_letter[1:-1] & ~is_letter[2:]) + 1
    words = (prefix[ends] - prefix[starts]) * backwards[starts]
    owners = rows[starts]
    grams: list[Grams] = []
    hashes = words
    for width in range(1, longest + 1):
        count = len(words) - width + 1
        if width > 1:
            hashes = hashes[:count] * np.uint64(_BASE) + (words[width - 1 :] ^ np.uint64(0x5BD1E995))
        kept = np.flatnonzero(owners[:count] == owners[width - 1 :])
        grams.append(Grams(width, starts[kept], hashes[kept] + np.uint64(width)))
    return grams
