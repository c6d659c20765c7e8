"""What learning hands to scoring and gets back: layers as they are kept, what people said, and how a refit went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["better", "not_better", "too_few", "worse"]
AT_ONCE = "urgency_2"
"""The second step of urgency: what must be done at once."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnLayer:
    """One version of a client's layer, by name; `general` is the model on which alone it means something."""

    name: str
    general: str
    body: bytes


@dataclass(frozen=True, slots=True)
class General:
    """What the general model says of some texts: the `chances` of each label, from where it is found where that is not
    one half, and for each choice (tone, intent) the `scores` of its answers.
    """

    chances: Mapping[str, Sequence[float]]
    found_from: Mapping[str, Sequence[float]] = field(default_factory=dict)
    scores: Mapping[str, Mapping[str, Sequence[float]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taught:
    """What people said of one label, oldest first: of which messages, by their place, yes or no, with what weight.

    Where `is_said` is false somebody dealt with the message, and left the label as it was shown to them, which is the
    mark; without it all was said.
    """

    places: Sequence[int]
    marks: Sequence[bool]
    weights: Sequence[float]
    is_said: Sequence[bool] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The same of a choice among several answers."""

    places: Sequence[int]
    answers: Sequence[str]
    weights: Sequence[float]
    is_said: Sequence[bool] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of one label: a new head was `better` than what stood or `not_better`, or what stood was `worse` than
    the general model. `agreed` are shares of the newest words, by what stood and by what was compared, `loss` the mean
    log loss of each. Where they were `too_few`, `missing` more words are needed, of them so many of each side.
    `silent` of all words are messages that somebody dealt with and left as they were shown.
    """

    outcome: Outcome
    learnt_from: int
    compared_on: int = 0
    agreed_before: float = 0.0
    agreed_after: float = 0.0
    loss_before: float = 0.0
    loss_after: float = 0.0
    missing: int = 0
    missing_yes: int = 0
    missing_no: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Refit:
    """`body` holds all heads that are to stand, None where those that stood do; empty where none is left."""

    body: bytes | None
    figures: Mapping[str, Comparison]
