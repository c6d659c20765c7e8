"""What must be beaten: known words alone, TF-IDF with a linear model, and the length of the text alone.

The last two are fitted on the rows that trained the shipped model, so that nothing but the method differs.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer

from infra.eval.measures import SEED
from infra.eval.public import LABELLED, read_corpus, read_public
from infra.eval.rows import LABELS, Row
from infra.eval.said import Said
from services.triage.scoring.domain import FOUND_FROM, Message
from services.triage.scoring.gazetteer import Gazetteer
from services.triage.scoring.normalise import Normalised
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
            sentiment=self.sentiments.read(text),
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
    return fit("tfidf", data, lambda: TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2))


def length_only(data: Path) -> Fitted:
    return fit("length", data, lambda: FunctionTransformer(lengths))


def lengths(texts: Iterable[str]) -> Any:
    """The logarithm of the number of characters, one row for each text."""
    return np.array([[math.log1p(len(text))] for text in texts])


def fit(name: str, data: Path, reader: Any, corpus: Sequence[Row] | None = None) -> Fitted:
    """A pipeline for every label of which the training rows have both answers."""
    rows = read_corpus() if corpus is None else corpus
    labels = {}
    for label in LABELS:
        texts, truth = _labelled(label, rows, data)
        if len(set(truth)) == 2:
            labels[label] = _pipeline(reader(), texts, truth)
    intent = _several(reader, [(row.text, row.intent) for row in rows if row.intent])
    tone = _several(reader, [(row.text, row.sentiment) for row in rows])
    return Fitted(name, labels, intent, tone)


def _several(reader: Any, rows: Sequence[tuple[str, Any]]) -> Pipeline | None:
    """For one answer of several, where the rows hold more than one."""
    texts, truth = [text for text, _ in rows], [answer for _, answer in rows]
    return _pipeline(reader(), texts, truth) if len(set(truth)) > 1 else None


def _labelled(label: str, rows: Sequence[Row], data: Path) -> tuple[list[str], list[Any]]:
    """Our rows, and those of the public sets of the label that may train."""
    texts, truth = [row.text for row in rows], [int(label in row.names) for row in rows]
    for name, its_label in LABELLED.items():
        if its_label == label:
            public = read_public(data, name, "train")
            texts += [one.text for one in public]
            truth += [int(one.label) for one in public]
    return texts, truth


def _pipeline(reader: Any, texts: Sequence[str], truth: Sequence[Any]) -> Pipeline:
    machine = LogisticRegression(C=3.0, class_weight="balanced", max_iter=300, random_state=SEED)
    return make_pipeline(reader, machine).fit(texts, truth)
