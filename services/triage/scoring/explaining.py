"""Why something is said, from the very weights that decided: the log-odds of a label are a sum, and each ground is a
part of it. A kind and the second step of urgency have a sum of their own among messages of their label, and so has what
an answer scores. What is the same for every message is left out, and so is what weighs next to nothing. Where the
client's own layer has the word, what it adds stands beside the general model's parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from services.triage.scoring.attribution import shares_of
from services.triage.scoring.domain import Explanation, Ground
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.evidence import length_of
from services.triage.scoring.features import Floats, Recipe
from services.triage.scoring.grounds import (
    BY_CONTEXT,
    BY_MEANING,
    BY_OWN_MEASURE,
    BY_OWN_WORDS,
    BY_TRADE,
    BY_WORDS,
    code_of,
    places_of_sign,
)
from services.triage.scoring.linear import SIDE_SHARE, Blend, HashedHeads, Singles
from services.triage.scoring.outputs import answer_of
from services.triage.scoring.owning import Own, weigh_own
from services.triage.scoring.words import places_of

if TYPE_CHECKING:
    from services.triage.scoring.perceiving import Read

USUAL_LENGTH = length_of(100)
"""Length speaks for or against a label as far as a message is longer or shorter than a hundred characters."""
_LEAST = 0.2  # of the log-odds: five points of a hundred where a label is in the balance
_LEAST_OWN = 0.05
"""What the client's own people taught is said from a point of a hundred on, whatever else there is to say."""
_MOST_GROUNDS, _MOST_PLACES = 6, 3
_WORDS, _MEANING = "words:", "meaning:"
_LONGEST_WORDS = 60
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Formula:
    """A blend as it is explained: how much the verdict of each head on n-grams counts in it, and each other sign."""

    direction: Singles
    meaning: tuple[tuple[str, float], ...]
    signs: tuple[tuple[str, float], ...]
    context: float

    @classmethod
    def of(cls, blend: Blend, heads: HashedHeads) -> "Formula":
        weights = dict(zip(blend.names, blend.coefficients, strict=True))
        direction = np.array([weights.get(_WORDS + name, 0.0) for name in heads.names], dtype=np.float32)
        signs = [name for name in weights if ":" not in name and name not in {"sector", BY_CONTEXT}]
        return cls(
            direction=direction,
            meaning=tuple((name, weight) for name, weight in weights.items() if name.startswith(_MEANING)),
            signs=tuple((name, weights[name]) for name in signs if weights[name]),
            context=weights.get(BY_CONTEXT, 0.0),
        )


@dataclass(frozen=True)
class Case:
    """One message and the formulas of the outputs that are explained; `columns` are what they read of it beside the
    verdicts on its n-grams, and `general` what came of them, probabilities and scores, needed where a layer is
    explained as well.
    """

    read: "Read"
    asks: Sequence[float]
    columns: Mapping[str, float]
    formulas: Mapping[str, Formula]
    general: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def places(self) -> Sequence[Place | None]:
        """Where each word stands in the normalised text."""
        return places_of(self.read.normalised.text, self.read.words)


class Part(NamedTuple):
    """One part of a label's log-odds; `sign` is the column that gave it, or how the words did."""

    code: str
    weight: float
    sign: str


@dataclass(frozen=True, slots=True)
class WordWeights:
    """What each word adds to the outputs that are explained, of the text and of its trade; and what all of them add,
    with those of what is above.
    """

    text: Floats
    trade: Floats
    text_sums: Sequence[float]
    trade_sums: Sequence[float]
    above_sums: Sequence[float]


def explain(
    heads: HashedHeads, cases: Sequence[Case], layer: OwnLayer | None = None
) -> list[tuple[Explanation, ...]]:
    """For each case the grounds of each of its labels, those of the client's own layer among them."""
    found = weigh_words(heads, cases)
    own: list[dict[str, Own]] = [{} for _ in cases]
    if layer is not None:
        own = weigh_own(layer, [case.read.words for case in cases], [case.general for case in cases])
    return [
        tuple(_explain(case, words, taught)) for case, words, taught in zip(cases, found, own, strict=True)
    ]


def weigh_words(heads: HashedHeads, cases: Sequence[Case]) -> list[WordWeights]:
    directions = [np.column_stack([one.direction for one in case.formulas.values()]) for case in cases]
    texts = shares_of(heads, heads.recipe, [case.read.words for case in cases], directions)
    side = Recipe(words=1, characters=0, bits=heads.recipe.bits)
    sides = shares_of(heads, side, [case.read.side for case in cases], directions)
    found = []
    for case, text, beside in zip(cases, texts, sides, strict=True):
        # The words of what is above come first, then one for each word of the text beside the client's trade.
        above = len(beside) - len(text) * bool(case.read.message.sector)
        weighed = beside * SIDE_SHARE
        trade = weighed[above:]
        sums = [each.sum(axis=0).tolist() for each in (text, trade, weighed[:above])]
        found.append(WordWeights(text, trade, *sums))
    return found


def parts_of(case: Case, formula: Formula, words: WordWeights, label: int) -> Iterator[Part]:
    """All parts of an output's log-odds that differ from message to message; `label` is its column in `words`.

    With what is the same for all they are those of a label; of a kind or `urgency_2` those among messages of its
    label; of an answer what it scores.
    """
    columns = case.columns
    yield Part(BY_WORDS, words.text_sums[label], BY_WORDS)
    yield Part(BY_TRADE, words.trade_sums[label], BY_TRADE)
    yield Part(BY_CONTEXT, words.above_sums[label] + formula.context * columns[BY_CONTEXT], BY_CONTEXT)
    yield Part(BY_MEANING, sum(weight * columns[name] for name, weight in formula.meaning), BY_MEANING)
    for name, weight in formula.signs:
        if value := columns[name] - USUAL_LENGTH * (name == "length"):
            yield Part(code_of(name, value), weight * value, name)


def own_parts(own: Own) -> Iterator[Part]:
    """All parts that the client's own layer adds to a label's log-odds."""
    yield Part(BY_OWN_WORDS, float(own.words.sum()), BY_OWN_WORDS)
    yield Part(code_of(BY_OWN_MEASURE, own.measure), own.measure, BY_OWN_MEASURE)


def _explain(case: Case, words: WordWeights, taught: Mapping[str, Own]) -> Iterator[Explanation]:
    for place, (output, formula) in enumerate(case.formulas.items()):
        parts = [part for part in parts_of(case, formula, words, place) if abs(part.weight) >= _LEAST]
        kept = sorted(parts, key=lambda part: -abs(part.weight))[:_MOST_GROUNDS]
        shares = {BY_WORDS: words.text[:, place], BY_TRADE: words.trade[:, place]}
        if output in taught:
            kept += [part for part in own_parts(taught[output]) if abs(part.weight) >= _LEAST_OWN]
            shares[BY_OWN_WORDS] = taught[output].words
        kept.sort(key=lambda part: -part.weight)
        label, answer = answer_of(output)
        yield Explanation(label, tuple(_ground(case, part, shares) for part in kept), answer)


def _ground(case: Case, part: Part, shares: Mapping[str, Floats]) -> Ground:
    """A part with its places in the text as written; `shares` are what each word adds to those that words make."""
    normalised = case.read.normalised
    if part.sign in shares:
        inside = _weightiest(shares[part.sign].tolist(), case.places)
    else:
        inside = list(places_of_sign(case.read, part.code, case.asks))[:_MOST_PLACES]
    places = tuple(dict.fromkeys(normalised.span(*place) for place in inside))
    shown = tuple(dict.fromkeys(_shown(normalised.raw[start:end]) for start, end in places))
    return Ground(part.code, round(part.weight, 2), places, shown)


def _weightiest(shares: Sequence[float], places: Sequence[Place | None]) -> list[Place]:
    """Where the words stand that weigh most in the direction of the sum; neighbours become one place."""
    if len(places) != len(shares):
        return []
    towards = -1 if sum(shares) < 0 else 1
    weights = sorted((-towards * share, index) for index, share in enumerate(shares) if towards * share > 0)
    most = sorted(index for _, index in weights[:_MOST_PLACES])
    joined: list[Place] = []
    last = None
    for index in most:
        place = places[index]
        if place is None:
            continue
        if joined and last == index - 1:
            joined[-1] = joined[-1][0], place[1]
        else:
            joined.append(place)
        last = index
    return joined


def _shown(words: str) -> str:
    """On one line, and no longer than what is read at a glance."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST_WORDS else f"{plain[:_LONGEST_WORDS].rstrip()}…"
