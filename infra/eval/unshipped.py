"""The two sets that may only be measured: the architecture of the shipped models fitted on their training rows, here
and for the report alone. Nothing of it is written anywhere.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier

from infra.eval.measures import SEED, manifold
from infra.eval.public import MEASURED_ONLY, SENTIMENT, Labelled, read_public
from infra.eval.said import Said
from services.triage.scoring.domain import Message
from services.triage.scoring.encoder import Encoder
from services.triage.scoring.features import BITS, Floats, Recipe, hash_features
from services.triage.scoring.linear import nearness
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.outputs import TONES
from services.triage.scoring.words import words_of

_RECIPE = Recipe(words=2, characters=5)
# Of n-grams, of nearness, and of the blend: the best of several by five folds of the training rows.
_STRENGTH, _PENALTY, _BLEND_STRENGTH = 4.0, 0.5, 0.1


def fitted_apart(data: Path, resamples: int) -> dict[str, Any]:
    """For each of the two sets the figures on its dev rows of what was fitted on its training rows."""
    found = {}
    for name in MEASURED_ONLY:
        train, dev = read_public(data, name, "train"), read_public(data, name, "dev")
        guesses = guess(train, [row.text for row in dev])
        found[name] = measure_answers(name, dev, guesses, resamples)
    return found


def unaided(
    name: str, dev: Sequence[Labelled], said: Sequence[Said], resamples: int
) -> dict[str, Any] | None:
    """What a shipped configuration gets there: its word for sentiment, its `lead` for the intention to buy."""
    if name == SENTIMENT:
        tones = [one.sentiment for one in said if one.sentiment]
        return measure_answers(name, dev, tones, resamples) if len(tones) == len(dev) else None
    if any("lead" not in one.labels for one in said):
        return None
    return measure_answers(name, dev, [str(int("lead" in one.found)) for one in said], resamples)


def measure_answers(
    name: str, dev: Sequence[Labelled], answers: Sequence[str], resamples: int
) -> dict[str, Any]:
    names = TONES if name == SENTIMENT else ("0", "1")
    return manifold([str(row.label) for row in dev], answers, names, resamples)


def guess(train: Sequence[Labelled], texts: Sequence[str]) -> list[str]:
    """The likeliest label of each text: n-grams and nearness to known texts each give a verdict, a logistic formula
    fitted on verdicts about rows that they had not seen blends them. Where nearness alone is better on such rows, it
    stands alone.
    """
    truth = np.array([str(row.label) for row in train])
    everything = [*(row.text for row in train), *texts]
    folds = list(StratifiedKFold(5, shuffle=True, random_state=SEED).split(truth, truth))
    known, asked = np.arange(len(train)), np.arange(len(train), len(everything))
    unseen, seen = [], []
    for decide in (_by_words(everything, truth), _by_nearness(everything, truth)):
        seen.append(decide(known, asked))
        unseen.append(_by_folds(decide, folds, seen[-1].shape[1]))
    scale = np.hstack(unseen).std(axis=0)
    blend = LogisticRegression(C=_BLEND_STRENGTH, class_weight="balanced", random_state=SEED, max_iter=1_000)
    blended = cross_val_predict(blend, np.hstack(unseen) / scale, truth, cv=folds)
    alone = np.unique(truth)[unseen[1].argmax(axis=1)]
    if f1_score(truth, alone, average="macro") > f1_score(truth, blended, average="macro"):
        return [str(label) for label in np.unique(truth)[seen[1].argmax(axis=1)]]
    blend.fit(np.hstack(unseen) / scale, truth)
    return [str(label) for label in blend.predict(np.hstack(seen) / scale)]


Places = npt.NDArray[np.int64]
Decide = Callable[[Places, Places], Floats]


def _by_folds(decide: Decide, folds: Sequence[tuple[Places, Places]], columns: int) -> Floats:
    """Verdicts on each row by what the others teach."""
    decisions = np.zeros((sum(len(held) for _, held in folds), columns))
    for others, held in folds:
        decisions[held] = decide(others, held)
    return decisions


def _by_words(texts: Sequence[str], truth: npt.NDArray[np.str_]) -> Decide:
    matrix = _ngrams(texts)

    def decide(known: Places, asked: Places) -> Floats:
        machine = OneVsRestClassifier(
            LogisticRegression(C=_STRENGTH, class_weight="balanced", solver="liblinear", random_state=SEED)
        ).fit(matrix[known], truth[known])
        found: Floats = machine.decision_function(matrix[asked]).reshape(len(asked), -1)
        return found

    return decide


def _by_nearness(texts: Sequence[str], truth: npt.NDArray[np.str_]) -> Decide:
    rows = Encoder().encode([Message(text) for text in texts], wide=True)
    near = nearness(rows, rows[: len(truth)])
    aims = np.where(truth[:, None] == np.unique(truth), 1.0, -1.0)

    def decide(known: Places, asked: Places) -> Floats:
        gram = near[np.ix_(known, known)] + _PENALTY * np.eye(len(known))
        found: Floats = near[np.ix_(asked, known)] @ linalg.solve(gram, aims[known], assume_a="pos")
        return found

    return decide


def _ngrams(texts: Sequence[str]) -> Any:
    features = hash_features([words_of(Normalised(text).text) for text in texts], _RECIPE)
    counted = sparse.csr_matrix(
        (features.values, (features.rows, features.buckets)), shape=(features.size, 1 << BITS)
    )
    return TfidfTransformer().fit_transform(counted)
