"""From what people said and what the general model reads to what a layer is fitted on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.triage.learning.domain.layers import CHOICES, LABELS
from services.triage.learning.domain.people import YES
from services.triage.learning.service.refitting import Begun, Fitted
from services.triage.scoring.domain import FOUND_FROM, Assessment, Message
from services.triage.scoring.domain.layers import AT_ONCE, Chosen, General, OwnLayer, Refit, Taught

FitLayer = Callable[[Sequence[str], General, Mapping[str, Taught | Chosen], OwnLayer | None], Refit]


def fit(begun: Begun, read: Mapping[UUID, tuple[Message, Assessment]], fit_layer: FitLayer) -> Fitted:
    """Fit and compare all of which something was said; a message that cannot be read teaches nothing."""
    kept = [item for item in begun.items if item in read]
    assessed = [read[item][1] for item in kept]
    name = assessed[0].model if assessed else ""
    lines = {}
    for label in (*LABELS, AT_ONCE, *CHOICES):
        place = {item: index for index, item in enumerate(kept) if _says(assessed[index], label)}
        lines[label] = _line(begun, label, place)
    taught = {label: line.taught(label) for label, line in lines.items() if any(line.is_said)}
    standing = begun.standing if begun.standing and begun.standing.general == name else None
    texts = [read[item][0].text for item in kept]
    found = fit_layer(texts, _general(assessed, taught), taught, standing)
    return Fitted(name, found.body, found.figures)


@dataclass(frozen=True, slots=True)
class _Line:
    """What is known of one label, oldest first: of which messages, the word, its weight, and whether it was said."""

    places: list[int]
    words: list[str]
    weights: list[float]
    is_said: list[bool]

    def taught(self, label: str) -> Taught | Chosen:
        if label in CHOICES:
            return Chosen(self.places, self.words, self.weights, self.is_said)
        return Taught(self.places, [word == YES for word in self.words], self.weights, self.is_said)


def _line(begun: Begun, label: str, place: Mapping[UUID, int]) -> _Line:
    """People's words, and what they left as it was shown where nobody said anything, in order of time."""
    said = begun.taught.get(label, ())
    spoken_of = {one.item_id for one in said}
    known = [(one.at, one.item_id, one.word, one.weight, True) for one in said if one.weight]
    for one in begun.left:
        word = one.word(label)
        if word is not None and one.item_id not in spoken_of:
            known.append((one.at, one.item_id, word, 1.0, False))
    kept = sorted(one for one in known if one[1] in place)
    return _Line(
        [place[item] for _, item, *_ in kept],
        [word for _, _, word, _, _ in kept],
        [weight for *_, weight, _ in kept],
        [is_said for *_, is_said in kept],
    )


def _general(assessed: Sequence[Assessment], taught: Mapping[str, Taught | Chosen]) -> General:
    labels = [label for label in taught if label not in CHOICES]
    chances = {label: [_chance(one, label) for one in assessed] for label in labels}
    found_from = {label: [one.found_from.get(label, FOUND_FROM) for one in assessed] for label in labels}
    answers = {name.partition("=")[::2] for one in assessed[:1] for name in one.scores if "=" in name}
    scores = {
        choice: {answer: [one.scores.get(f"{choice}={answer}", 0.0) for one in assessed] for answer in of}
        for choice in CHOICES
        if choice in taught and (of := [answer for name, answer in answers if name == choice])
    }
    return General(chances, found_from, scores)


def _says(one: Assessment, label: str) -> bool:
    return label in one.labels or label in one.scores or (label in CHOICES and bool(one.scores))


def _chance(one: Assessment, label: str) -> float:
    return one.scores.get(AT_ONCE, 0.5) if label == AT_ONCE else one.labels.get(label, 0.5)
