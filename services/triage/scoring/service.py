"""The scorer: one vectorised pass over a chunk of messages. What is heavy is imported when it is loaded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from services.triage.scoring.domain import FOUND_FROM, Assessment, Message, Span
from services.triage.scoring.evidence import EVIDENCE, question_input, toxic_input
from services.triage.scoring.gazetteer import Gazetteer, Hit
from services.triage.scoring.language import Languages
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data import Finding, find_personal_data
from services.triage.scoring.priority import Facts, rank
from services.triage.scoring.sentences import Sentence, split_sentences
from services.triage.scoring.sentiment import Sentiments

if TYPE_CHECKING:
    from services.triage.scoring.linear import LabelModel

ARTEFACTS = Path(__file__).parent / "artefacts"
CHUNK = 200
_CHUNK_CHARACTERS = 200_000  # bounds memory: hashing takes about 250 bytes for each character
_PENDING = load_pattern("pending")
_SPANS_SHOWN = 100  # nobody reads the hundredth insult of a message, and a wall of emoji has 50,000
_SENTENCES_READ = 300  # of one text; who has not asked by then is not asking


@dataclass(frozen=True, slots=True)
class _Read:
    """One message as far as it is read without a model."""

    message: Message
    normalised: Normalised
    hits: list[Hit]
    sentences: list[Sentence]


def load_scorer(folder: Path = ARTEFACTS) -> "Scorer":
    """A scorer with the models of `folder`; raises ArtefactError where they cannot be read. Takes about 0.5 s."""
    from services.triage.scoring.linear import ArtefactError, load_models

    models, version = load_models(folder)
    for label, names in EVIDENCE.items():
        if label not in models or models[label].blend.names != names:
            raise ArtefactError(f"The model of “{label}” in {folder} reads other evidence; run `make train`.")
    return Scorer(models, version)


class Scorer:
    """Assesses messages; holds no state between calls, so one serves a whole process."""

    def __init__(self, models: "dict[str, LabelModel]", model: str) -> None:
        self.model = model
        self._toxic = models["toxic"]
        self._question = models["question"]
        self._gazetteer = Gazetteer.load()
        self._languages = Languages()
        self._sentiments = Sentiments()

    def assess(self, messages: Sequence[Message]) -> list[Assessment]:
        """One assessment for each message, in order. The same message always gets the same one."""
        return [assessment for chunk in _chunks(messages) for assessment in self._assess_chunk(chunk)]

    def _assess_chunk(self, messages: Sequence[Message]) -> Iterator[Assessment]:
        reads = [self._read(message) for message in messages]
        toxic = self._score_toxic(reads)
        questions = self._score_questions(reads)
        return map(self._conclude, reads, toxic, questions)

    def _read(self, message: Message) -> _Read:
        normalised = Normalised(message.text)
        sentences = list(split_sentences(normalised.text, _SENTENCES_READ))
        return _Read(message, normalised, self._gazetteer.find(normalised.text), sentences)

    def _score_toxic(self, reads: Sequence[_Read]) -> list[float]:
        return self._toxic.score([toxic_input(read.normalised.text, read.hits) for read in reads])

    def _score_questions(self, reads: Sequence[_Read]) -> list[list[float]]:
        """For each message the probability of each of its sentences."""
        inputs = [question_input(sentence) for read in reads for sentence in read.sentences]
        scores = iter(self._question.score(inputs))
        return [[next(scores) for _ in read.sentences] for read in reads]

    def _conclude(self, read: _Read, toxic: float, questions: list[float]) -> Assessment:
        message, normalised = read.message, read.normalised
        labels = {"toxic": round(toxic, 4), "question": round(max(questions, default=0.0), 4)}
        findings = find_personal_data(message.text)
        kinds = tuple(sorted({finding.kind for finding in findings}))
        sentiment = "negative" if toxic >= FOUND_FROM else self._sentiments.read(normalised.text)
        spans = _spans(read, questions, findings)
        priority, reasons = rank(
            Facts(
                labels=labels,
                sentiment=sentiment,
                personal_data=kinds,
                threats=sum(span.label == "threat" for span in spans),
                pending=_pending_words(normalised),
                kind=message.kind,
                followers=message.followers,
            )
        )
        found = [label for label, chance in labels.items() if chance >= FOUND_FROM]
        return Assessment(
            labels=labels,
            found=tuple(found + ["personal_data"] * bool(kinds)),
            lang=self._languages.detect(message.text, message.lang),
            sentiment=sentiment,
            personal_data=kinds,
            spans=spans,
            priority=priority,
            reasons=reasons,
            model=self.model,
        )


def _spans(read: _Read, questions: Sequence[float], findings: Sequence[Finding]) -> tuple[Span, ...]:
    """Insults that are not quoted, sentences that ask, personal data: the first hundred in order of place."""
    spans = [
        Span(*read.normalised.span(hit.start, hit.end), hit.category) for hit in read.hits if _is_shown(hit)
    ]
    spans += [
        Span(*read.normalised.span(sentence.start, sentence.end), "question")
        for sentence, chance in zip(read.sentences, questions, strict=True)
        if round(chance, 4) >= FOUND_FROM
    ]
    spans += [Span(finding.start, finding.end, finding.kind) for finding in findings]
    return tuple(sorted(spans)[:_SPANS_SHOWN])


def _is_shown(hit: Hit) -> bool:
    return hit.category != "profanity" and not hit.is_quoted


def _pending_words(normalised: Normalised) -> str | None:
    """What shows, as written, that somebody waits or is stuck."""
    match = _PENDING.search(normalised.text)
    if match is None:
        return None
    start, end = normalised.span(*match.span())
    return normalised.raw[start:end]


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
