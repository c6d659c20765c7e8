"""Fitting of the blends, of the probabilities from which labels are found, and of when to ask the encoder; all on
verdicts for rows that the heads had not seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from infra.train import recipes
from infra.train.corpus.rows import Row
from infra.train.fit import FOLDS, Singles, Task, fit_blend, fit_choice
from services.triage.scoring.features import Floats
from services.triage.scoring.linear import Blend, Columns, Doubt
from services.triage.scoring.outputs import LABELS, TONES
from services.triage.scoring.perceiving import Read

Kept = npt.NDArray[np.bool_]
Ways = Mapping[str, Columns]


@dataclass(frozen=True, slots=True)
class Material:
    """The rows as the heads read them."""

    rows: Sequence[Row]
    reads: Sequence[Read]
    encoded: Singles
    wide: Singles
    folds: npt.NDArray[np.int64]

    def task(self, head: str, origins: Mapping[str, float], parent: str | None = None) -> Task:
        marks = np.array([row.marks.get(head, -1) for row in self.rows], dtype=np.float64)
        weights = np.array([origins.get(row.origin, 0.0) for row in self.rows]) * (marks >= 0)
        if parent is not None:
            weights = weights * np.array([row.marks.get(parent, 0) for row in self.rows])
        return Task(marks, weights)


def fit_blends(material: Material, columns: Ways, kept: Kept | None = None) -> dict[str, Blend]:
    blends = {}
    for output, place, parent in recipes.outputs():
        task = _task(material, output, place, parent, kept)
        for way, known in columns.items():
            names = recipes.blend_names(output, place, way)
            blend = fit_blend(names, known, task, recipes.BLEND_STRENGTH)
            if output in LABELS:
                chances = _unseen(names, known, task, material.folds)
                blend = replace(blend, found_from=balance(chances, task))
            blends[f"{output}/{place}/{way}"] = blend
    for way, known in columns.items():
        blends |= _tones(material, known, way, kept)
    return blends


def _task(material: Material, output: str, place: str, parent: str | None, kept: Kept | None) -> Task:
    task = material.task(output, recipes.blend_origins(output, place), parent)
    return task if kept is None else replace(task, weights=task.weights * kept)


def _tones(material: Material, columns: Columns, way: str, kept: Kept | None) -> dict[str, Blend]:
    """One formula for each tone, fitted against each other."""
    outputs = [f"tone:{tone}" for tone in TONES]
    tasks = [_task(material, output, "client", None, kept) for output in outputs]
    names = recipes.blend_names(outputs[0], "client", way)
    found = fit_choice(names, columns, tasks, recipes.TONE_STRENGTH)
    return {f"{output}/client/{way}": blend for output, blend in zip(outputs, found, strict=True)}


def _unseen(names: tuple[str, ...], columns: Columns, task: Task, folds: npt.NDArray[np.int64]) -> Floats:
    """The probability of each row by a blend that was fitted on the other folds."""
    chances = np.zeros(len(folds))
    for fold in range(FOLDS):
        held = folds == fold
        others = replace(task, weights=task.weights * ~held)
        chances[held] = fit_blend(names, columns, others, recipes.BLEND_STRENGTH).probabilities(columns)[held]
    return chances


_BOUNDS = np.arange(0.3, 0.61, 0.01)  # below it a label would be wrong more than two times in three
_SMOOTH = 7  # neighbouring bounds: a peak of one row is chance


def balance(chances: Floats, task: Task) -> float:
    """From which probability both answers have the best mean F1."""
    weights, marks = task.weights, task.marks == 1
    if not (weights * marks).any():
        return 0.5
    scores = []
    for bound in _BOUNDS:
        said = chances >= bound
        f1 = [
            2
            * (weights * (marks == side) * (said == side)).sum()
            / max((weights * (marks == side)).sum() + (weights * (said == side)).sum(), 1e-9)
            for side in (True, False)
        ]
        scores.append(sum(f1) / 2)
    padded = np.pad(scores, _SMOOTH // 2, mode="edge")
    smooth = np.convolve(padded, np.full(_SMOOTH, 1 / _SMOOTH), mode="valid")
    return round(float(_BOUNDS[int(smooth.argmax())]), 2)


def fit_doubts(material: Material, columns: Ways) -> dict[str, Doubt]:
    """What the encoder betters for each label, in log loss, for each point of doubt that the n-grams leave; the bound
    is where it reads the share of rows that it is to read.
    """
    origins = np.array([row.origin for row in material.rows])
    lengths = np.array([len(row.text) for row in material.rows], dtype=np.float64)
    doubts = {}
    for place, names in (("client", LABELS), ("open", recipes.OPEN_LABELS)):
        here = (origins == "own") if place == "client" else np.isin(origins, recipes.OPEN_ORIGINS)
        fast, weights = {}, []
        for label in names:
            task = material.task(label, dict.fromkeys(origins[here].tolist(), 1.0))
            fast[label], full = (_chances(material, columns, (label, place, way)) for way in ("fast", "full"))
            gain = float(task.weights @ (_loss(fast[label], task.marks) - _loss(full, task.marks)))
            unsure = float(task.weights @ (4 * fast[label] * (1 - fast[label])))
            weights.append(round(max(gain / max(unsure, 1e-9), 0.0), 4))
        worth = Doubt(tuple(names), tuple(weights), 0.0).worth(fast, lengths)[here]
        bound = np.quantile(worth, 1 - recipes.ENCODED[place]) if worth.size else 0.0
        doubts[place] = Doubt(tuple(names), tuple(weights), round(float(bound), 4))
    return doubts


def _chances(material: Material, columns: Ways, blend: tuple[str, str, str]) -> Floats:
    output, place, way = blend
    task = _task(material, output, place, None, None)
    return _unseen(recipes.blend_names(output, place, way), columns[way], task, material.folds)


def _loss(chances: Floats, marks: Floats) -> Floats:
    inner = np.clip(chances, 1e-3, 1 - 1e-3)
    losses: Floats = -np.log(np.where(marks == 1, inner, 1 - inner))
    return losses
