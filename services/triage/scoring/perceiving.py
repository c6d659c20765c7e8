"""Messages as far as they are read without a model, and as the columns that the blends weigh. Training makes its
columns here too, so that what is learnt is what is scored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.triage.scoring.domain import Message
from services.triage.scoring.evidence import ASKS, EVIDENCE, evidence_of, side_words
from services.triage.scoring.features import Floats
from services.triage.scoring.gazetteer import Gazetteer, Hit
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.sentences import Sentence, split_sentences
from services.triage.scoring.sentiment import Sentiments
from services.triage.scoring.words import words_of

NOTHING_ASKED = -5.0
_SENTENCES_READ = 300  # of one text; who has not asked by then is not asking


@dataclass(frozen=True, slots=True)
class Read:
    """One message, what was found in it by lists and patterns, and its words as the models read them."""

    message: Message
    normalised: Normalised
    hits: list[Hit]
    sentences: list[Sentence]
    evidence: tuple[float, ...]
    words: str
    side: str


class Reader:
    """Reads messages with the word lists; holds no state between calls."""

    def __init__(self) -> None:
        self._gazetteer = Gazetteer.load()
        self._sentiments = Sentiments()

    def read(self, message: Message) -> Read:
        normalised = Normalised(message.text)
        text = normalised.text
        hits = self._gazetteer.find(text)
        sentences = list(split_sentences(text, _SENTENCES_READ))
        evidence = evidence_of(message, text, hits, sentences, self._sentiments.tone(text))
        context = Normalised(message.context).text if message.context else ""
        words = words_of(text)
        side = side_words(words, context, message.sector)
        return Read(message, normalised, hits, sentences, evidence, words, side)


def evidence_columns(reads: Sequence[Read], asks: Sequence[float]) -> dict[str, Floats]:
    """A column for each name of EVIDENCE."""
    table = np.array([read.evidence for read in reads], dtype=np.float64)
    columns = {name: table[:, index] for index, name in enumerate(EVIDENCE[:-1])}
    return {**columns, ASKS: np.asarray(asks, dtype=np.float64)}


def most_asking(asks: Sequence[Sequence[float]]) -> list[float]:
    """For each message the verdict on its sentence that asks most."""
    return [max(each, default=NOTHING_ASKED) for each in asks]


def verdict_columns(kind: str, verdicts: Mapping[str, Floats]) -> dict[str, Floats]:
    """`kind` is "words" for the verdicts on n-grams and "meaning" for those on the encoded text."""
    return {f"{kind}:{name}": column for name, column in verdicts.items()}
