"""How much of the frozen test the training rows have seen already, as words and as near copies."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

NEAR = 0.45  # of the sequences of five characters that two texts have together


def overlap(train: Sequence[str], test: Sequence[str]) -> dict[str, Any] | None:
    """Share of the test's words (kinds of words, and words as they run) that training rows hold, and near copies."""
    if not train:
        return None
    words = CountVectorizer(analyzer=_words).fit(train)
    tested = CountVectorizer(analyzer=_words)
    running = np.asarray(tested.fit_transform(test).sum(axis=0)).ravel()
    known = np.array([word in words.vocabulary_ for word in tested.get_feature_names_out()])
    nearest = _nearest(train, test)
    return {
        "training_rows": len(train),
        "word_kinds_known": round(float(known.mean()), 4),
        "running_words_known": round(float(running[known].sum() / running.sum()), 4),
        "near_copies": int((nearest > NEAR).sum()),
        "nearest": round(float(nearest.max()), 4),
    }


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _nearest(train: Sequence[str], test: Sequence[str]) -> Any:
    """For each test text the largest share of sequences of five characters that a training text has with it."""
    reader = CountVectorizer(analyzer="char", ngram_range=(5, 5), binary=True)
    seen = reader.fit_transform([*train, *test])
    there, tested = seen[: len(train)], seen[len(train) :]
    shared = (tested @ there.T).toarray().astype(float)
    sizes = np.asarray(seen.sum(axis=1)).ravel().astype(float)
    together = sizes[len(train) :, None] + sizes[None, : len(train)] - shared
    return (shared / np.maximum(together, 1)).max(axis=1)
