"""What must be beaten: known words alone, TF-IDF with a linear model, and the length of the text alone.

The last two are fitted on the rows that trained the shipped model, so that nothing but the method differs.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer

from infra.eval.measures import SEED
from infra.eval.rows import LABELS
from infra.eval.said import Said
from infra.train.corpus.rows import TRAIN, Row
from infra.train.data import training_rows
from services.triage.scoring.domain import FOUND_FROM, Message
from services.triage.scoring.gazetteer import Gazetteer
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.outputs import INTENTS, TONES
from services.triage.scoring.sentiment import Sentiments

_TOXIC_LISTS = {"insult": "insult", "hate": "hate", "threat": "threat", "profanity": "obscene"}


@dataclass(frozen=True, slots=True)
class WordList:
    """A label holds where one of its words stands in the text, quoted or not; a question where a mark stands."""

    gazetteer: Gazetteer
    sentiments: Sentiments
    model: str = "words"

    def say(self, messages: Sequence[Message]) -> list[Said]:
        return [self._say(Normalised(message.text).text) for message in messages]

    def _say(self, text: str) -> Said:
        known = {_TOXIC_LISTS.get(hit.category, hit.category) for hit in self.gazetteer.find(text)}
        labels = {name: float(name in known) for name in ("insult", "hate", "threat", "obscene")}
        labels |= {
            "toxic": float(bool(known - {"obscene"} and known & labels.keys())),
            "question": float("?" in text),
        }
        return Said(
            labels=labels,
            found=frozenset(name for name, chance in labels.items() if chance),
            sentiment=TONES[int(np.sign(self.sentiments.tone(text))) + 1],
        )


@dataclass(frozen=True, slots=True)
class Fitted:
    """One pipeline of scikit-learn for each label, and one each for intent and sentiment."""

    model: str
    labels: Mapping[str, Pipeline]
    intent: Pipeline | None
    sentiment: Pipeline | None

    def say(self, messages: Sequence[Message]) -> list[Said]:
        texts = [message.text for message in messages]
        columns = {name: pipe.predict_proba(texts)[:, 1].tolist() for name, pipe in self.labels.items()}
        intents = self.intent.predict(texts).tolist() if self.intent else [None] * len(texts)
        tones = self.sentiment.predict(texts).tolist() if self.sentiment else [None] * len(texts)
        said = []
        for index, (intent, tone) in enumerate(zip(intents, tones, strict=True)):
            labels = {name: chances[index] for name, chances in columns.items()}
            found = frozenset(name for name, chance in labels.items() if chance >= FOUND_FROM)
            wanted = intent if "service_request" in found else None
            said.append(Said(labels, found, None, self.intent is not None, wanted, tone))
        return said


def word_list() -> WordList:
    return WordList(Gazetteer.load(), Sentiments())


def tfidf(data: Path) -> Fitted:
    """Words and pairs of words, weighed by rarity: what a first afternoon with scikit-learn gives."""
    rows = training_rows(data, TRAIN)
    return fit("tfidf", rows, lambda: TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2))


def length_only(data: Path) -> Fitted:
    return fit("length", training_rows(data, TRAIN), lambda: FunctionTransformer(lengths))


def lengths(texts: Iterable[str]) -> Any:
    """The logarithm of the number of characters, one row for each text."""
    return np.array([[math.log1p(len(text))] for text in texts])


def fit(name: str, rows: Sequence[Row], reader: Callable[[], Any]) -> Fitted:
    """A pipeline for every label of which the rows have both answers, and one each for intent and sentiment."""
    labels = {}
    for label in LABELS:
        known = [(row.text, row.marks[label]) for row in rows if label in row.marks]
        if pipeline := _pipeline(reader(), known):
            labels[label] = pipeline
    intents = _pipeline(reader(), _answers(rows, "intent", INTENTS))
    return Fitted(name, labels, intents, _pipeline(reader(), _answers(rows, "tone", TONES)))


def _answers(rows: Sequence[Row], group: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """Texts with the one answer of several that is marked; those without any teach nothing."""
    return [(row.text, name) for row in rows for name in names if row.marks.get(f"{group}:{name}")]


def _pipeline(reader: Any, known: Sequence[tuple[str, Any]]) -> Pipeline | None:
    """None where there is nothing to tell apart."""
    texts, truth = [text for text, _ in known], [answer for _, answer in known]
    if len(set(truth)) < 2:
        return None
    machine = LogisticRegression(C=3.0, class_weight="balanced", max_iter=300, random_state=SEED)
    return make_pipeline(reader, machine).fit(texts, truth)
