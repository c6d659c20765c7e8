"""From rows to models: columns for each row, heads fold by fold and on all rows, then the blends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from infra.train import recipes
from infra.train.corpus.rows import Row, fingerprint
from infra.train.fit import FOLDS, SEED, Singles, Task, fit_blend, fit_meaning, fit_words, shipped
from infra.train.sentences import fit_sentences
from services.triage.scoring.artefacts import Models
from services.triage.scoring.domain import Message
from services.triage.scoring.encoder import Encoder, draw_projection, spread
from services.triage.scoring.features import Floats, Recipe, hash_features
from services.triage.scoring.linear import Blend, DenseHeads, HashedHeads, side_rows, unit_rows
from services.triage.scoring.outputs import HEADS
from services.triage.scoring.perceiving import Read, Reader, evidence_columns, verdict_columns
from services.triage.scoring.service import CHUNK

Kept = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Material:
    """The rows as the heads read them."""

    rows: Sequence[Row]
    reads: Sequence[Read]
    encoded: Singles
    projection: Singles
    folds: npt.NDArray[np.int64]

    def task(self, head: str, origins: Mapping[str, float], parent: str | None = None) -> Task:
        marks = np.array([row.marks.get(head, -1) for row in self.rows], dtype=np.float64)
        weights = np.array([origins.get(row.origin, 0.0) for row in self.rows]) * (marks >= 0)
        if parent is not None:
            weights = weights * np.array([row.marks.get(parent, 0) for row in self.rows])
        return Task(marks, weights)


def gather(rows: Sequence[Row], encoder: Encoder) -> Material:
    reader = Reader()
    messages = [Message(row.text, row.context, row.network, sector=row.sector) for row in rows]
    reads = [reader.read(message) for message in messages]
    starts = range(0, len(messages), CHUNK)
    encoded = np.concatenate([encoder.encode(messages[start : start + CHUNK]) for start in starts])
    folds = np.array([fingerprint(row.text) // 100 % FOLDS for row in rows])
    return Material(rows, reads, encoded, draw_projection(SEED), folds)


def build(material: Material) -> tuple[Models, dict[str, Floats]]:
    """The models, and the columns of each row as heads say that have not seen it."""
    everything = np.ones(len(material.rows), dtype=bool)
    sentence, asks = fit_sentences(material.rows, material.reads, material.folds)
    idf = _idf(material)
    message, words = _words(material, idf, everything)
    meaning, meant = _meaning(material, everything)
    columns = {
        **evidence_columns(material.reads, asks.tolist()),
        **verdict_columns("words", words),
        **verdict_columns("meaning", meant),
    }
    return Models(message, sentence, meaning, fit_blends(material, columns)), columns


def _idf(material: Material) -> Singles:
    features = hash_features([read.words for read in material.reads], recipes.MESSAGE)
    sides = hash_features([read.side for read in material.reads], Recipe(1, 0, recipes.MESSAGE.bits))
    buckets = np.concatenate([features.buckets, sides.buckets])
    counts = np.bincount(buckets, minlength=1 << recipes.MESSAGE.bits)
    return shipped(np.log((1 + len(material.rows)) / (1 + counts)) + 1)


def _words(material: Material, idf: Singles, everything: Kept) -> tuple[HashedHeads, dict[str, Floats]]:
    recipe = recipes.MESSAGE
    matrix = unit_rows(hash_features([read.words for read in material.reads], recipe), recipe, idf)
    matrix = matrix + side_rows([read.side for read in material.reads], recipe, idf)
    tasks = [material.task(head, recipes.origins_of(head)) for head in HEADS]

    def fit(kept: Kept) -> Singles:
        return np.column_stack([fit_words(matrix, task, kept, recipes.STRENGTH) for task in tasks])

    unseen = _unseen(material, lambda kept: _decide(matrix, fit(kept)))
    weights = fit(everything)
    return HashedHeads(HEADS, recipe, weights[:-1], idf, weights[-1]), unseen


def _meaning(material: Material, everything: Kept) -> tuple[DenseHeads, dict[str, Floats]]:
    features = spread(material.encoded, material.projection)
    tasks = [material.task(head, recipes.origins_of(head)) for head in HEADS]

    def fit(kept: Kept) -> Singles:
        return fit_meaning(features, tasks, kept, recipes.PENALTY)

    unseen = _unseen(material, lambda kept: _decide(features, fit(kept)))
    return DenseHeads(HEADS, material.projection, fit(everything)), unseen


def _decide(matrix: "Singles | sparse.csr_matrix", weights: Singles) -> Floats:
    return np.asarray(matrix @ weights[:-1] + weights[-1], dtype=np.float64)


def _unseen(material: Material, decide: Callable[[Kept], Floats]) -> dict[str, Floats]:
    """For each head and row the verdict of heads fitted on the other folds."""
    table = np.zeros((len(material.rows), len(HEADS)))
    for fold in range(FOLDS):
        held = material.folds == fold
        table[held] = decide(~held)[held]
    return {head: table[:, index] for index, head in enumerate(HEADS)}


def fit_blends(
    material: Material, columns: Mapping[str, Floats], kept: Kept | None = None
) -> dict[str, Blend]:
    blends = {}
    for output, place, parent in recipes.outputs():
        task = material.task(output, recipes.blend_origins(output, place), parent)
        task = task.lifted(recipes.lift(output, place))
        if kept is not None:
            task = replace(task, weights=task.weights * kept)
        for way in ("fast", "full"):
            names = recipes.blend_names(output, way)
            blends[f"{output}/{place}/{way}"] = fit_blend(names, columns, task, recipes.BLEND_STRENGTH)
    return blends
