"""A client's own layer on top of the general model: how its team's labels differ, learnt from what its people said.

The log-odds of a label are slope · those of the general model + intercept + weights · n-grams; a choice among several
answers has an intercept and weights for each. What has no head stays as the general model has it.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from services.triage.scoring.domain.layers import AT_ONCE, OwnLayer
from services.triage.scoring.features import Floats, Recipe, hash_features
from services.triage.scoring.linear import Singles, unit_rows
from services.triage.scoring.outputs import CHOICES, KINDS
from services.triage.scoring.verdict import Verdicts, level

RECIPE = Recipe(words=2, characters=4, bits=13)
_EVEN = np.ones(1 << RECIPE.bits)
_SUREST = 7.0
"""Log-odds beyond which a general probability says no more: 0.001 and 0.999."""


@dataclass(frozen=True, slots=True)
class Head:
    """One label: with slope 1, intercept 0 and no weights it says what the general model says."""

    slope: float
    intercept: float
    weights: Singles

    def shift(self, chances: Floats, rows: "sparse.csr_matrix") -> Floats:
        odds = self.slope * log_odds(chances) + self.intercept + rows @ self.weights
        shifted: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
        return shifted


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: `intercepts` has a place and `weights` a column for each of its answers."""

    slope: float
    intercepts: Singles
    weights: Singles

    def shift(self, scores: Floats, rows: "sparse.csr_matrix") -> Floats:
        shifted: Floats = self.slope * scores + self.intercepts + rows @ self.weights
        return shifted


def apply(layer: OwnLayer, labels: Mapping[str, Floats], words: Sequence[str]) -> dict[str, Floats]:
    """The labels that a layer says otherwise than the general model, kinds along with what they are kinds of."""
    return _shifted(layer, labels, rows_of(words))


def _shifted(layer: OwnLayer, labels: Mapping[str, Floats], rows: "sparse.csr_matrix") -> dict[str, Floats]:
    heads = heads_of(layer)
    shifted = {label: head.shift(labels[label], rows) for label, head in heads.items() if label in labels}
    for parent in shifted.keys() & KINDS.keys():
        share = shifted[parent] / np.maximum(labels[parent], 1e-6)
        kinds = [kind for kind in KINDS[parent] if kind in labels]
        shifted |= {kind: np.minimum(labels[kind] * share, shifted[parent]) for kind in kinds}
    return shifted


@lru_cache(maxsize=64)
def _read(layer: OwnLayer) -> tuple[dict[str, Head], dict[str, Choice]]:
    """Of those layers that were used last, heads and choices are read once. Ten labels are 330 kB."""
    return from_bytes(layer.body)


def heads_of(layer: OwnLayer) -> dict[str, Head]:
    return _read(layer)[0]


def choices_of(layer: OwnLayer) -> dict[str, Choice]:
    return _read(layer)[1]


def log_odds(chances: npt.NDArray[np.floating]) -> Floats:
    inner = np.clip(np.asarray(chances, dtype=np.float64), 1e-9, 1 - 1e-9)
    odds: Floats = np.clip(np.log(inner / (1 - inner)), -_SUREST, _SUREST)
    return odds


def rows_of(words: Sequence[str]) -> "sparse.csr_matrix":
    """Texts made by `words_of` as the heads read them: hashed n-grams, each text of length 1."""
    return unit_rows(hash_features(words, RECIPE), RECIPE, _EVEN)


def to_bytes(heads: Mapping[str, Head], choices: Mapping[str, Choice] | None = None) -> bytes:
    """Heads as they are kept, a row each, and choices with a row for each answer; the same give the same bytes."""
    kept: dict[str, Singles] = {
        label: np.concatenate([[head.slope, head.intercept], head.weights]).astype(np.float32)
        for label, head in sorted(heads.items())
    }
    for name, choice in sorted((choices or {}).items()):
        slopes = np.full(len(choice.intercepts), choice.slope)
        rows = np.column_stack([slopes, choice.intercepts, choice.weights.T])
        kept[name] = rows.astype(np.float32)
    file = io.BytesIO()
    np.savez_compressed(file, **kept)  # type: ignore[arg-type]  # arrays by name; its stub names only its own options
    return file.getvalue()


def from_bytes(body: bytes) -> tuple[dict[str, Head], dict[str, Choice]]:
    heads, choices = {}, {}
    with np.load(io.BytesIO(body), allow_pickle=False) as kept:
        for name, table in kept.items():
            if table.ndim == 1:
                heads[name] = Head(float(table[0]), float(table[1]), table[2:])
            else:
                weights = np.ascontiguousarray(table[:, 2:].T)
                choices[name] = Choice(float(table[0, 0]), table[:, 1], weights)
    return heads, choices


def layered(
    verdicts: Verdicts, layer: OwnLayer, words: Sequence[str]
) -> tuple[Verdicts, list[dict[str, float]]]:
    """The verdicts as a layer has them, and for each text what the general model says of the labels that it touches."""
    rows = rows_of(words)
    shifted = _shifted(layer, verdicts.labels, rows)
    choices = choices_of(layer)
    scores = {name: choice.shift(verdicts.scores[name], rows) for name, choice in choices.items()}
    said = {label: verdicts.labels[label] for label in sorted(shifted)}
    general = [{label: round(float(said[label][row]), 4) for label in said} for row in range(len(words))]
    found = replace(
        verdicts,
        labels={**verdicts.labels, **shifted},
        at_once=_at_once(layer, verdicts, shifted, rows),
        scores={**verdicts.scores, **scores},
    )
    return found, general


def _at_once(
    layer: OwnLayer, verdicts: Verdicts, shifted: Mapping[str, Floats], rows: "sparse.csr_matrix"
) -> Floats:
    """The second step of urgency: by a head of its own, else along with the first; never likelier than that."""
    at_once, urgency = verdicts.at_once, shifted.get("urgency", verdicts.labels.get("urgency"))
    if (head := heads_of(layer).get(AT_ONCE)) is not None:
        at_once = head.shift(at_once, rows)
    elif "urgency" in shifted:
        at_once = at_once * shifted["urgency"] / np.maximum(verdicts.labels["urgency"], 1e-6)
    return at_once if urgency is None else np.minimum(at_once, urgency)


def answers_of(verdicts: Verdicts, layer: OwnLayer) -> list[dict[str, str]]:
    """For each text what these verdicts say of everything on which a layer has the word: yes, no, or an answer."""
    heads = heads_of(layer).keys()
    told: list[dict[str, str]] = [{} for _ in verdicts.at_once]
    for label in heads & verdicts.found_from.keys():
        for one, is_found in zip(told, verdicts.labels[label] >= verdicts.found_from[label], strict=True):
            one[label] = "yes" if is_found else "no"
    for name in choices_of(layer):
        for one, place in zip(told, verdicts.scores[name].argmax(axis=1), strict=True):
            one[name] = CHOICES[name][place]
    if heads & {"urgency", AT_ONCE}:
        for row, one in enumerate(told):
            urgency, found_from = verdicts.labels["urgency"][row], verdicts.found_from["urgency"][row]
            one["urgency_level"] = str(level(urgency, verdicts.at_once[row], found_from))
    return told
