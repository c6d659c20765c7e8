"""What learning hands to scoring and gets back: layers as they are kept, what people said, and how a refit went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["better", "not_better", "too_few", "worse"]


@dataclass(frozen=True, slots=True, eq=False)
class OwnLayer:
    """One version of a client's layer, by name; `general` is the model on which alone it means something."""

    name: str
    general: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Taught:
    """What people said of one label, oldest first: of which messages, by their place, yes or no, with what weight."""

    places: Sequence[int]
    marks: Sequence[bool]
    weights: Sequence[float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of one label: a new head was `better` than what stood or `not_better`, or what stood was `worse` than
    the general model. `agreed` are shares of the newest words, by what stood and by what was compared, `loss` the mean
    log loss of each. Where they were `too_few`, `missing` more words are needed, of them so many of each side.
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


@dataclass(frozen=True, slots=True)
class Refit:
    """`body` holds all heads that are to stand, None where those that stood do; empty where none is left."""

    body: bytes | None
    figures: Mapping[str, Comparison]
