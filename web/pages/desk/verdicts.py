"""What is said of one message: labels with their grounds, answers, personal data, and another model's opinion."""

from dataclasses import dataclass
from typing import Literal

from services.contracts.triage import OpinionFailure, OpinionOutcome

Degree = Literal["very_likely", "likely", "unsure", "unlearnt", "said_yes", "said_no"]
Alone = Literal["very_likely", "likely", "not_found"]
Weight = Literal["much", "some", "little"]


@dataclass(frozen=True)
class Told:
    """One ground of a label, by its code; `words` are those of the message that it rests on."""

    code: str
    weight: Weight
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Belonging:
    """What stands on one line beside a label: a kind of it with its degree, or an answer; and what speaks for it and
    against it.
    """

    label: str
    degree: Degree | None = None
    answer: str | None = None
    speaks_for: tuple[Told, ...] = ()
    speaks_against: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """How a label stands: by the machine in degrees, or as somebody here has said; what speaks for it and against it.

    It is `unlearnt` where the general model finds it and the client's own layer does not; `alone` is what the general
    model says where the layer has moved it.
    `other` is what the model asked for a second opinion says of it, None where it was not asked or has not answered.
    """

    label: str
    degree: Degree
    said_by: str = ""
    speaks_for: tuple[Told, ...] = ()
    speaks_against: tuple[Told, ...] = ()
    other: bool | None = None
    alone: Alone | None = None
    belonging: tuple[Belonging, ...] = ()

    @property
    def holds(self) -> bool:
        return self.degree not in {"said_no", "unlearnt"}

    @property
    def is_said(self) -> bool:
        return self.degree in {"said_yes", "said_no"}


@dataclass(frozen=True)
class Answer:
    """What has more than two answers: the one that holds, all that may be chosen, and who has chosen here."""

    label: str
    held: str
    choices: tuple[str, ...]
    said_by: str = ""
    is_said: bool = False


@dataclass(frozen=True)
class Outdated:
    """What somebody said before the author changed the words; `answer` is empty for yes and no."""

    label: str
    value: bool
    answer: str
    said_by: str


@dataclass(frozen=True)
class Datum:
    """Personal data of one kind; `is_valid` is what their check digits say, None where they have none."""

    kind: str
    is_valid: bool | None = None


@dataclass(frozen=True)
class Other:
    """The second opinion on a message; `euros` is what its call cost at most, `failure` why there is none."""

    model: str
    host: str
    outcome: OpinionOutcome
    failure: OpinionFailure | None = None
    reason: str = ""
    euros: float = 0.0
