"""The scorer: one vectorised pass over a chunk of messages. What is heavy is imported when it is loaded."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from services.triage.scoring.card import ARTEFACTS
from services.triage.scoring.conclusion import NOTHING, Verdict, conclude, explain_findings, in_doubt
from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.evidence import sentence_words
from services.triage.scoring.language import Languages
from services.triage.scoring.outputs import INTENTS, TONES
from services.triage.scoring.subjects import outputs_said

if TYPE_CHECKING:
    from services.triage.scoring.artefacts import Models
    from services.triage.scoring.explaining import Formula
    from services.triage.scoring.perceiving import Read
    from services.triage.scoring.verdict import Judged, Verdicts

Profile = Literal["standard", "careful", "by_need"]
Way = Literal["full", "wide"]
CHUNK = 200
FEW = 20
"""So many messages at once are read carefully where that is done by need: they take a twentieth of a second."""
_CHUNK_CHARACTERS = 200_000  # bounds memory: hashing takes about 250 bytes for each character


def load_scorer(folder: Path = ARTEFACTS, profile: Profile = "standard") -> "Scorer":
    """A scorer with the models of `folder`; raises ArtefactError where they cannot be read."""
    from services.triage.scoring.artefacts import load_models

    models, version = load_models(folder)
    return Scorer(models, version, profile)


class Scorer:
    """Assesses messages; holds no state between calls, so one serves a whole process.

    The profile `standard` encodes those messages alone of which the n-grams leave something in doubt; `careful` encodes
    all, as they are written too, and compares them with more of the known ones. `by_need` is careful with messages of
    which `standard` leaves a label unsure, and with all where they are few, as those of a small client are.
    """

    def __init__(self, models: "Models", model: str, profile: Profile) -> None:
        from services.triage.scoring.encoder import Encoder
        from services.triage.scoring.perceiving import Reader

        self.model = model
        self.profile = profile
        self._models = models
        self._formulas: dict[tuple[str, bool, str], Formula] = {}
        self._reader = Reader()
        self._languages = Languages()
        self._encoder = Encoder()
        self._encoder.load()

    def assess(self, messages: Sequence[Message], layer: OwnLayer | None = None) -> list[Assessment]:
        """One assessment for each message, in order; a layer that was learnt on another model is left aside."""
        layer = layer if layer is not None and layer.general == self.model else None
        is_careful = self.profile == "careful" or (self.profile == "by_need" and len(messages) <= FEW)
        way: Way = "wide" if is_careful else "full"
        return [each for chunk in _chunks(messages) for each in self._assess_chunk(chunk, layer, way)]

    def _assess_chunk(
        self, messages: Sequence[Message], layer: OwnLayer | None, way: Way
    ) -> Iterator[Assessment]:
        reads = [self._reader.read(message) for message in messages]
        asks = self._score_sentences(reads)
        judged = self._judge(reads, asks, way)
        doubts = self._doubts(reads, judged)
        if not any(doubts):
            return self._conclude(reads, asks, judged, layer)
        sure = [not doubt for doubt in doubts]
        found = self._conclude(
            list(compress(reads, sure)), list(compress(asks, sure)), judged.at(sure), layer
        )
        reads, asks = list(compress(reads, doubts)), list(compress(asks, doubts))
        again = self._conclude(reads, asks, self._judge(reads, asks, "wide"), layer)
        return (next(again if doubt else found) for doubt in doubts)

    def _doubts(self, reads: "Sequence[Read]", judged: "Judged") -> list[bool]:
        """Which messages are to be read carefully, since the general model leaves a label unsure: a client's own layer
        on one label must not change how the others are read.
        """
        from services.triage.scoring.verdict import by_row

        if self.profile != "by_need" or judged.way == "wide":
            return []
        labels = by_row(judged.verdicts.labels)
        return [bool(read.sentences) and in_doubt(said) for read, said in zip(reads, labels, strict=True)]

    def _conclude(
        self,
        reads: "Sequence[Read]",
        asks: Sequence[Sequence[float]],
        judged: "Judged",
        layer: OwnLayer | None,
    ) -> Iterator[Assessment]:
        verdicts, general, general_said = _layered(judged.verdicts, layer, reads)
        model = self.model if layer is None else f"{self.model}/{layer.name}"
        found = []
        for row, (read, verdict) in enumerate(zip(reads, _said(judged, verdicts, asks), strict=True)):
            lang = self._languages.detect(read.message.text, read.message.lang)
            said = verdict if read.sentences else replace(NOTHING, scores=verdict.scores)
            one = conclude(read, said, lang, model)
            if layer is not None:
                one = replace(one, general=general[row], general_said=general_said[row])
            found.append(one)
        return self._explained(reads, asks, judged, found, layer)

    def _score_sentences(self, reads: "Sequence[Read]") -> list[list[float]]:
        """For each message the verdict on each of its sentences."""
        words = [sentence_words(sentence) for read in reads for sentence in read.sentences]
        scores = iter(self._models.sentence.decide(words)["question"].tolist() if words else ())
        return [[next(scores) for _ in read.sentences] for read in reads]

    def _judge(self, reads: "Sequence[Read]", asks: Sequence[Sequence[float]], way: Way = "full") -> "Judged":
        import numpy as np

        from services.triage.scoring.perceiving import evidence_columns, most_asking, verdict_columns
        from services.triage.scoring.verdict import Judged, doubtful, judge, replaced

        words = self._models.message.decide([read.words for read in reads], [read.side for read in reads])
        columns = {**evidence_columns(reads, most_asking(asks)), **verdict_columns("words", words)}
        fast = judge(self._models, columns, "fast")
        lengths = np.array([len(read.message.text) for read in reads], dtype=np.float64)
        places = doubtful(self._models, fast, columns, lengths) | (way == "wide")
        if not places.any():
            return Judged(fast, columns, {}, places, way)
        doubted = [read.message for read, is_read in zip(reads, places, strict=True) if is_read]
        heads = self._models.wide if way == "wide" else self._models.meaning
        rows = self._encoder.encode(doubted, wide=way == "wide")
        meaning = verdict_columns("meaning", heads.decide(rows))
        part = {name: column[places] for name, column in columns.items()} | meaning
        verdicts = replaced(fast, places, judge(self._models, part, way))
        return Judged(verdicts, columns, meaning, places, way)

    def _explained(
        self,
        reads: "Sequence[Read]",
        asks: Sequence[Sequence[float]],
        judged: "Judged",
        found: Sequence[Assessment],
        layer: OwnLayer | None,
    ) -> Iterator[Assessment]:
        """The assessments with the grounds of all that they say, and of what the general model would have found without
        the client's own layer.
        """
        from services.triage.scoring.explaining import Case, explain

        cases, rows = [], []
        columns = judged.rows()
        for row, (read, one) in enumerate(zip(reads, found, strict=True)):
            if outputs := outputs_said(one):
                way = judged.way if judged.is_full[row] else "fast"
                formulas = {name: self._formula(name, bool(read.message.sector), way) for name in outputs}
                rows.append(row)
                general = {name: judged.general(name, row) for name in outputs} if layer is not None else {}
                cases.append(Case(read, asks[row], columns[row], formulas, general))
        grounds = dict(zip(rows, explain(self._models.message, cases, layer), strict=True)) if cases else {}
        for row, one in enumerate(found):
            explanation = (*grounds.get(row, ()), *explain_findings(one))
            yield replace(one, explanation=explanation) if explanation else one

    def _formula(self, output: str, is_known: bool, way: str) -> "Formula":
        name = output, is_known, way
        if name not in self._formulas:
            self._formulas[name] = self._formula_of(*name)
        return self._formulas[name]

    def _formula_of(self, output: str, is_known: bool, way: str) -> "Formula":
        from services.triage.scoring.explaining import Formula
        from services.triage.scoring.verdict import blend_of

        return Formula.of(blend_of(self._models, output, is_known=is_known, way=way), self._models.message)


def _said(judged: "Judged", verdicts: "Verdicts", asks: Sequence[Sequence[float]]) -> Iterator[Verdict]:
    """Of each message what `verdicts` say; what the answers score is the general model's."""
    from services.triage.scoring.verdict import by_row, level, scores_of

    intents, tones = (verdicts.scores[choice].argmax(axis=1).tolist() for choice in ("intent", "sentiment"))
    rows = zip(
        by_row(verdicts.labels),
        by_row(verdicts.found_from),
        verdicts.at_once.tolist(),
        intents,
        tones,
        scores_of(judged.verdicts),
        asks,
        strict=True,
    )
    for labels, found_from, at_once, intent, tone, scores, asking in rows:
        yield Verdict(
            labels=labels,
            found_from=found_from,
            urgency_level=level(labels["urgency"], at_once, found_from["urgency"]),
            intent=INTENTS[intent],
            sentiment=TONES[tone],
            asks=[1 / (1 + math.exp(-score)) for score in asking],
            scores=scores,
        )


def _layered(
    verdicts: "Verdicts", layer: OwnLayer | None, reads: "Sequence[Read]"
) -> "tuple[Verdicts, list[dict[str, float]], list[dict[str, str]]]":
    """The verdicts as the client's own layer has them, and beside them what the general model says otherwise: its
    probabilities, and what it would show.
    """
    if layer is None:
        return verdicts, [{} for _ in reads], [{} for _ in reads]
    from services.triage.scoring.layer import answers_of, layered

    return *layered(verdicts, layer, [read.words for read in reads]), answers_of(verdicts, layer)


def _chunks(messages: Sequence[Message]) -> Iterator[Sequence[Message]]:
    """Slices of at most CHUNK messages and, above one message, of bounded length."""
    start = characters = 0
    for index, message in enumerate(messages):
        characters += len(message.text)
        if index > start and (index - start == CHUNK or characters > _CHUNK_CHARACTERS):
            yield messages[start:index]
            start, characters = index, len(message.text)
    if start < len(messages):
        yield messages[start:]
