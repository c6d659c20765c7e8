"""From verdicts and evidence to what is said of each message: calibrated probabilities, an intent, a tone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from services.triage.scoring.artefacts import Models
from services.triage.scoring.domain import FOUND_FROM
from services.triage.scoring.features import Floats, Ints
from services.triage.scoring.linear import Blend, Columns
from services.triage.scoring.outputs import AT_ONCE, INTENTS, KINDS, LABELS, TONES

Column = TypeVar("Column", npt.NDArray[np.float64], npt.NDArray[np.int64])
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """For each message of a batch: `labels` by name, the place in INTENTS and TONES of the likeliest one, and from
    where a label is found.
    """

    labels: Mapping[str, Floats]
    at_once: Floats
    intents: Ints
    tones: Ints
    found_from: Mapping[str, Floats] = field(default_factory=dict)


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

    def row(self, row: int) -> dict[str, float]:
        """What the blends read of one message."""
        read = {name: float(column[row]) for name, column in self.columns.items()}
        if self.is_full[row]:
            place = int(self.is_full[:row].sum())
            read |= {name: float(column[place]) for name, column in self.meaning.items()}
        return read


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
        group: np.column_stack(
            [_blend(models, f"{group}:{each}", "client", way).log_odds(columns) for each in names]
        )
        for group, names in (("intent", INTENTS), ("tone", TONES))
    }
    found_from = {label: _found_from(models, label, known, way) for label in LABELS}
    return Verdicts(
        labels, at_once, scores["intent"].argmax(axis=1), scores["tone"].argmax(axis=1), found_from
    )


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
        _put(verdicts.intents, places, others.intents),
        _put(verdicts.tones, places, others.tones),
        {label: _put(old, places, others.found_from[label]) for label, old in verdicts.found_from.items()},
    )


def _put(old: Column, places: Bools, new: Column) -> Column:
    both = old.copy()
    both[places] = new
    return both


def level(urgency: float, at_once: float, found_from: float) -> int:
    if at_once >= FOUND_FROM:
        return 2
    return 1 if urgency >= found_from else 0
