"""From verdicts and evidence to what is said of each message: calibrated probabilities, an intent, a tone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from services.triage.scoring.artefacts import Models
from services.triage.scoring.domain import FOUND_FROM
from services.triage.scoring.features import Floats
from services.triage.scoring.linear import Blend, Columns
from services.triage.scoring.outputs import AT_ONCE, CHOICES, KINDS, LABELS, answer_of, output_of

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """For each message of a batch: `labels` by name, the `scores` of each answer in CHOICES, and from where a label is
    found.
    """

    labels: Mapping[str, Floats]
    at_once: Floats
    scores: Mapping[str, Floats]
    found_from: Mapping[str, Floats] = field(default_factory=dict)

    def at(self, places: Bools) -> "Verdicts":
        """The same for the messages at `places`."""
        return Verdicts(
            _at(self.labels, places),
            self.at_once[places],
            _at(self.scores, places),
            _at(self.found_from, places),
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts on a batch and what they were made from. `meaning` has a row for each message that `is_full`: one
    that was judged the `way` that is named and not the fast one.
    """

    verdicts: Verdicts
    columns: Columns
    meaning: Columns
    is_full: Bools
    way: str

    def rows(self) -> list[dict[str, float]]:
        """What the blends read of each message beside the verdicts on its n-grams, which are explained word by word."""
        rows = by_row(
            {name: column for name, column in self.columns.items() if not name.startswith("words:")}
        )
        for place, read in zip(np.flatnonzero(self.is_full).tolist(), by_row(self.meaning), strict=True):
            rows[place] |= read
        return rows

    def at(self, kept: Sequence[bool]) -> "Judged":
        """The same for the messages that are kept."""
        places = np.array(kept, dtype=np.bool_)
        meaning = _at(self.meaning, places[self.is_full])
        columns, is_full = _at(self.columns, places), self.is_full[places]
        return Judged(self.verdicts.at(places), columns, meaning, is_full, self.way)

    def general(self, output: str, row: int) -> float:
        """What the general model says of one message: a probability, or of an answer what it scores."""
        label, answer = answer_of(output)
        if answer is not None:
            return float(self.verdicts.scores[label][row, CHOICES[label].index(answer)])
        return float((self.verdicts.at_once if output == AT_ONCE else self.verdicts.labels[output])[row])


def _at(columns: Columns, places: Bools) -> dict[str, Floats]:
    return {name: column[places] for name, column in columns.items()}


def by_row(columns: Columns) -> list[dict[str, float]]:
    """A row for each message instead of a column for each name."""
    table = np.column_stack(list(columns.values())).tolist() if columns else []
    return [dict(zip(columns, row, strict=True)) for row in table]


def judge(models: Models, columns: Columns, way: str) -> Verdicts:
    """`way` is "fast" without columns of the encoder, "full" with them, "wide" with those of texts as written too."""
    known = columns["sector"] > 0
    labels = {label: _chances(models, label, columns, known, way) for label in LABELS}
    for parent, kinds in KINDS.items():
        # A kind is fitted among rows of its parent alone: it can never be likelier than that.
        for kind in kinds:
            labels[kind] = labels[parent] * _chances(models, kind, columns, known, way)
    at_once = labels["urgency"] * _chances(models, AT_ONCE, columns, known, way)
    scores = {
        choice: np.column_stack(
            [_blend(models, output_of(choice, each), "client", way).log_odds(columns) for each in answers]
        )
        for choice, answers in CHOICES.items()
    }
    found_from = {label: _found_from(models, label, known, way) for label in LABELS}
    return Verdicts(labels, at_once, scores, found_from)


def _found_from(models: Models, output: str, known: Bools, way: str) -> Floats:
    by_place = [blend_of(models, output, is_known=is_known, way=way).found_from for is_known in (True, False)]
    return np.where(known, *by_place)


def _chances(models: Models, output: str, columns: Columns, known: Bools, way: str) -> Floats:
    """A message with a client's trade is read as one to a client; where it has none, as open talk."""
    client = _blend(models, output, "client", way).probabilities(columns)
    if f"{output}/open/{way}" not in models.blends:
        return client
    opened = _blend(models, output, "open", way).probabilities(columns)
    chances: Floats = np.where(known, client, opened)
    return chances


def blend_of(models: Models, output: str, *, is_known: bool, way: str) -> Blend:
    """The formula that decided about one message; `is_known` where its client's trade is."""
    opened = models.blends.get(f"{output}/open/{way}")
    return _blend(models, output, "client", way) if is_known or opened is None else opened


def _blend(models: Models, output: str, place: str, way: str) -> Blend:
    return models.blends[f"{output}/{place}/{way}"]


def doubtful(models: Models, verdicts: Verdicts, columns: Columns, lengths: Floats) -> Bools:
    """Which messages the fast way leaves so much in doubt that the encoder is worth its time."""
    client, opened = (
        doubt.worth(verdicts.labels, lengths) > doubt.bound
        for doubt in (models.doubts["client"], models.doubts["open"])
    )
    return np.where(columns["sector"] > 0, client, opened)


def replaced(verdicts: Verdicts, places: Bools, others: Verdicts) -> Verdicts:
    """The verdicts with `others` put at `places`."""

    labels = {label: _put(old, places, others.labels[label]) for label, old in verdicts.labels.items()}
    return Verdicts(
        labels,
        _put(verdicts.at_once, places, others.at_once),
        {choice: _put(old, places, others.scores[choice]) for choice, old in verdicts.scores.items()},
        {label: _put(old, places, others.found_from[label]) for label, old in verdicts.found_from.items()},
    )


def _put(old: Floats, places: Bools, new: Floats) -> Floats:
    both = old.copy()
    both[places] = new
    return both


def scores_of(verdicts: Verdicts) -> list[dict[str, float]]:
    """For each message what each answer of each choice scores, and the chance of the second step of urgency."""
    names = [f"{choice}={answer}" for choice, answers in CHOICES.items() for answer in answers]
    table = np.column_stack([*(verdicts.scores[choice] for choice in CHOICES), verdicts.at_once])
    return [dict(zip([*names, AT_ONCE], row, strict=True)) for row in table.tolist()]


def level(urgency: float, at_once: float, found_from: float) -> int:
    if at_once >= FOUND_FROM:
        return 2
    return 1 if urgency >= found_from else 0
