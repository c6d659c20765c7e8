"""The model of sentences, which says where a message asks: it learns from public lines, and from those sentences of
our rows of which the message's label tells the answer.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from infra.train import recipes
from infra.train.corpus.rows import Row
from infra.train.fit import FOLDS, Task, fit_words, shipped
from services.triage.scoring.evidence import sentence_words
from services.triage.scoring.features import Floats, hash_features
from services.triage.scoring.linear import HashedHeads, unit_rows
from services.triage.scoring.perceiving import NOTHING_ASKED, Read
from services.triage.scoring.sentences import Sentence


def fit_sentences(
    rows: Sequence[Row], reads: Sequence[Read], folds: npt.NDArray[np.int64]
) -> tuple[HashedHeads, Floats]:
    """The model, and for each row the verdict on its most asking sentence by models that have not seen it."""
    owners = np.array([index for index, read in enumerate(reads) for _ in read.sentences])
    sentences = [sentence for read in reads for sentence in read.sentences]
    task = _task(rows, reads)
    features = hash_features([sentence_words(each) for each in sentences], recipes.SENTENCE)
    counts = np.bincount(features.buckets, minlength=1 << recipes.SENTENCE.bits)
    idf = shipped(np.log((1 + len(sentences)) / (1 + counts)) + 1)
    matrix = unit_rows(features, recipes.SENTENCE, idf)
    unseen = np.zeros(len(sentences))
    for fold in range(FOLDS):
        held = folds[owners] == fold
        weights = fit_words(matrix, task, ~held, recipes.SENTENCE_STRENGTH)
        unseen[held] = (matrix @ weights[:-1] + weights[-1])[held]
    asks = np.full(len(rows), NOTHING_ASKED)
    np.maximum.at(asks, owners, unseen)
    weights = fit_words(matrix, task, np.ones(len(sentences), dtype=bool), recipes.SENTENCE_STRENGTH)
    heads = HashedHeads(("question",), recipes.SENTENCE, weights[:-1, None], idf, weights[-1:])
    return heads, asks


def _task(rows: Sequence[Row], reads: Sequence[Read]) -> Task:
    marks, weights = [], []
    for row, read in zip(rows, reads, strict=True):
        weight = recipes.SENTENCE_ORIGINS.get(row.origin, 0.0) if "question" in row.marks else 0.0
        for sentence in read.sentences:
            mark = _mark(sentence, row.marks.get("question", 0), read.sentences)
            marks.append(mark or 0)
            weights.append(weight if mark is not None else 0.0)
    return Task(np.array(marks, dtype=np.float64), np.array(weights))


def _mark(sentence: Sentence, label: int, sentences: Sequence[Sentence]) -> int | None:
    """Whether the sentence asks; None where the message asks somewhere and it cannot be told where."""
    if not label or len(sentences) == 1:
        return label
    marked = [each for each in sentences if each.text.endswith("?")]
    return int(sentence is marked[0]) if len(marked) == 1 else None
