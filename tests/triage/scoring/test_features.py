"""The vectorised hashing is checked against the same arithmetic written slowly."""

from collections import Counter

import numpy as np
import pytest

from services.triage.scoring.features import _BASE, BITS, Features, Recipe, hash_features
from services.triage.scoring.words import words_of

TEXTS = ["tu es ou", "c'est quoi la meilleure banque ?", "", "a", "été œuvre 👍 مرحبا"]
MODULUS = 2**64


def slow_bucket(value: int) -> int:
    value ^= value >> 33
    value = value * 0xFF51AFD7ED558CCD % MODULUS
    value ^= value >> 33
    return value >> (64 - BITS)


def slow_counts(text: str, recipe: Recipe) -> Counter[int]:
    words = text.split()
    hashes = [
        sum(ord(sign) * pow(_BASE, index, MODULUS) for index, sign in enumerate(word)) for word in words
    ]
    found: Counter[int] = Counter()
    for width in range(1, recipe.words + 1):
        for start in range(len(words) - width + 1):
            value = hashes[start]
            for other in hashes[start + 1 : start + width]:
                value = (value * _BASE + (other ^ 0x5BD1E995)) % MODULUS
            found[slow_bucket((value + width) % MODULUS)] += 1
    for width in range(2, recipe.characters + 1):
        for start in range(len(text) - width + 1):
            gram = text[start : start + width]
            if " " in gram[1:-1]:
                continue
            value = 0
            for sign in gram:
                value = (value * _BASE + ord(sign)) % MODULUS
            found[slow_bucket((value + width) % MODULUS)] += 1
    return found


def fast_counts(features: Features, row: int) -> Counter[int]:
    mine = features.rows == row
    counts = np.rint(np.exp(features.values[mine] - 1.0)).astype(int)
    return Counter(dict(zip(features.buckets[mine].tolist(), counts.tolist(), strict=True)))


class TestHashing:
    @pytest.mark.parametrize("recipe", [Recipe(2, 5), Recipe(3, 0), Recipe(1, 2)])
    def test_counts_what_the_slow_way_counts(self, recipe: Recipe) -> None:
        words = [words_of(text) for text in TEXTS]
        features = hash_features(words, recipe)
        assert [fast_counts(features, row) for row in range(len(words))] == [
            slow_counts(text, recipe) for text in words
        ]

    def test_a_text_weighs_the_same_alone_and_in_company(self) -> None:
        words = [words_of(text) for text in TEXTS]
        together = hash_features(words, Recipe(2, 5))
        for row, text in enumerate(words):
            alone = hash_features([text], Recipe(2, 5))
            assert alone.buckets.tolist() == together.buckets[together.rows == row].tolist()


class TestWords:
    def test_links_and_names_are_one_word_each(self) -> None:
        assert words_of("vu sur https://exemple.fr/a?b=1 @nadia") == " ^ vu sur lien nom $ "

    def test_marks_stay_and_commas_go(self) -> None:
        assert words_of("non, c'est quoi ?") == " ^ non c' est quoi ? $ "
