"""What is said of one message in the end: labels, spans, personal data, and where it stands in the queue."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.triage.scoring.domain import FOUND_FROM, Assessment, Explanation, Ground, Sentiment, Span
from services.triage.scoring.domain.priority import Facts, rank
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.outputs import KINDS, LABELS
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data import Finding, find_personal_data
from services.triage.scoring.sentences import Sentence

if TYPE_CHECKING:
    from services.triage.scoring.perceiving import Read

UNSURE_BETWEEN = (0.35, 0.65)
"""Here a label is wrong at least every third time: a person looks first."""
_PENDING = load_pattern("pending")
_SPANS_SHOWN = 100  # nobody reads the hundredth insult of a message, and a wall of emoji has 50,000
# On the half of our training rows by which the patterns were not made: 167 of 189 marked rows hold personal data, and
# 1.7 % of the rows without a mark.
_PERSONAL_WHERE_MARKED, _PERSONAL_ELSEWHERE = 0.88, 0.02


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the models say of one message. `asks` holds a probability for each of its sentences, `found_from` the
    probability from which a label is found where that is not FOUND_FROM, `scores` what each answer scores.
    """

    labels: Mapping[str, float]
    found_from: Mapping[str, float]
    urgency_level: int
    intent: str
    sentiment: Sentiment
    asks: Sequence[float]
    scores: Mapping[str, float] = field(default_factory=dict)


NOTHING = Verdict(
    labels=dict.fromkeys((*LABELS, *(kind for kinds in KINDS.values() for kind in kinds)), 0.0),
    found_from={},
    urgency_level=0,
    intent="other",
    sentiment="neutral",
    asks=(),
)
"""Of a text in which nothing stands."""


def conclude(read: "Read", verdict: Verdict, lang: str, model: str) -> Assessment:
    message, normalised = read.message, read.normalised
    findings = find_personal_data(message.text)
    kinds = tuple(sorted({finding.kind for finding in findings}))
    labels = {name: round(chance, 4) for name, chance in verdict.labels.items()}
    labels["personal_data"] = _PERSONAL_WHERE_MARKED if kinds else _PERSONAL_ELSEWHERE
    found = tuple(
        label
        for label in (*LABELS, "personal_data")
        if labels[label] >= verdict.found_from.get(label, FOUND_FROM)
    )
    unsure = _unsure(labels)
    priority, reasons = rank(
        Facts(
            labels=labels,
            found=frozenset(found),
            sentiment=verdict.sentiment,
            personal_data=kinds,
            urgency_level=verdict.urgency_level,
            pending=_pending_words(normalised),
            kind=message.kind,
            followers=message.followers,
            unsure=unsure,
        )
    )
    return Assessment(
        labels=labels,
        found=found,
        lang=lang,
        sentiment=verdict.sentiment,
        personal_data=kinds,
        spans=_spans(read, verdict.asks if "question" in found else (), findings),
        priority=priority,
        reasons=reasons,
        model=model,
        urgency_level=verdict.urgency_level,
        intent=verdict.intent if "service_request" in found else None,
        unsure=unsure,
        findings=tuple(findings[:_SPANS_SHOWN]),
        found_from=verdict.found_from,
        scores=verdict.scores,
    )


def in_doubt(labels: Mapping[str, float]) -> bool:
    """Whether a label is left unsure."""
    return bool(_unsure({label: round(labels[label], 4) for label in LABELS}))


def _unsure(labels: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(label for label in LABELS if UNSURE_BETWEEN[0] <= labels[label] <= UNSURE_BETWEEN[1])


def _spans(read: "Read", asks: Sequence[float], findings: Sequence[Finding]) -> tuple[Span, ...]:
    """Insults that are not quoted, sentences that ask where the message does, personal data: the first hundred in order
    of place.
    """
    spans = [
        Span(*read.normalised.span(hit.start, hit.end), hit.category)
        for hit in read.hits
        if hit.category != "profanity" and not hit.is_quoted
    ]
    spans += [
        Span(*read.normalised.span(sentence.start, sentence.end), "question")
        for sentence in _asking(read.sentences, asks)
    ]
    spans += [Span(finding.start, finding.end, finding.kind) for finding in findings]
    return tuple(sorted(spans)[:_SPANS_SHOWN])


def _asking(sentences: Sequence[Sentence], asks: Sequence[float]) -> list[Sentence]:
    """Return each sentence that seems to ask; of a message that asks as a whole the likeliest, with a mark rather
    than without.
    """
    chances = list(zip(sentences, asks, strict=True)) if asks else []
    alone = [sentence for sentence, chance in chances if chance >= FOUND_FROM]
    if alone or not chances:
        return alone
    return [max(chances, key=lambda each: (each[0].text.endswith("?"), each[1]))[0]]


def _pending_words(normalised: Normalised) -> str | None:
    """What shows, as written, that somebody waits or is stuck."""
    match = _PENDING.search(normalised.text)
    if match is None:
        return None
    start, end = normalised.span(*match.span())
    return normalised.raw[start:end]


def explain_findings(found: Assessment) -> tuple[Explanation, ...]:
    """Personal data are found by rules: their places are the ground."""
    if not found.findings:
        return ()
    weight = _log_odds(_PERSONAL_WHERE_MARKED) - _log_odds(_PERSONAL_ELSEWHERE)
    places = tuple((finding.start, finding.end) for finding in found.findings)
    ground = Ground("personal_data", round(weight, 2), places)
    return (Explanation("personal_data", (ground,)),)


def _log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance))
