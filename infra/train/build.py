"""From rows to models: columns for each row, heads fold by fold and on all rows, then the blends."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from infra.train import recipes
from infra.train.blends import Material, Ways, fit_blends, fit_doubts
from infra.train.corpus.rows import Row, fingerprint
from infra.train.fit import FOLDS, Near, Singles, fit_meaning, fit_words, shipped
from infra.train.sentences import fit_sentences
from infra.train.variants import is_variant, told_again
from services.triage.scoring.artefacts import Models, from_steps, in_steps
from services.triage.scoring.domain import Message
from services.triage.scoring.encoder import Encoder, narrow, retold
from services.triage.scoring.features import Floats, Recipe, hash_features
from services.triage.scoring.linear import DenseHeads, HashedHeads, nearness, side_rows, unit_rows
from services.triage.scoring.outputs import HEADS
from services.triage.scoring.perceiving import Reader, evidence_columns, verdict_columns
from services.triage.scoring.service import CHUNK

Kept = npt.NDArray[np.bool_]


def gather(rows: Sequence[Row], encoder: Encoder) -> Material:
    """The rows and their variants as they are read; a text is encoded once, wherever it stands."""
    reader = Reader()
    messages = [_message(row) for row in rows]
    starts = range(0, len(messages), CHUNK)
    wide = np.concatenate([encoder.encode(messages[start : start + CHUNK], wide=True) for start in starts])
    variants = told_again(rows)
    told = [
        retold(wide[variant.source], variant.row.sector, has_context=bool(variant.row.context))
        for variant in variants
    ]
    everything = [*rows, *(variant.row for variant in variants)]
    reads = [reader.read(message) for message in (*messages, *(_message(each.row) for each in variants))]
    folds = np.array([fingerprint(row.text) // 100 % FOLDS for row in everything])
    wide = np.vstack([wide, *told])
    return Material(everything, reads, narrow(wide), wide, folds)


def _message(row: Row) -> Message:
    return Message(row.text, row.context, row.network, sector=row.sector)


def build(material: Material) -> tuple[Models, Ways]:
    """The models, and for each way the columns of each row as heads say that have not seen it."""
    everything = np.ones(len(material.rows), dtype=bool)
    sentence, asks = fit_sentences(material.rows, material.reads, material.folds)
    idf = _idf(material)
    message, words = _words(material, idf, everything)
    places = _landmarks(material.rows)
    meaning, meant = _meaning(material, material.encoded, places[: recipes.LANDMARKS])
    wide, meant_wide = _meaning(material, material.wide, places)
    fast = {**evidence_columns(material.reads, asks.tolist()), **verdict_columns("words", words)}
    columns: Ways = {
        "fast": fast,
        "full": {**fast, **verdict_columns("meaning", meant)},
        "wide": {**fast, **verdict_columns("meaning", meant_wide)},
    }
    blends = fit_blends(material, columns)
    return Models(message, sentence, meaning, wide, blends, fit_doubts(material, columns)), columns


def _landmarks(rows: Sequence[Row]) -> list[int]:
    """Rows of each set in the order of their fingerprints, sets mixed by their shares however many are taken."""
    ranked = []
    for origin, share in recipes.LANDMARK_SHARES.items():
        places = [place for place, row in enumerate(rows) if row.origin == origin]
        places.sort(key=lambda place: fingerprint(rows[place].text))
        ranked += [(rank / share, place) for rank, place in enumerate(places)]
    return [place for _, place in sorted(ranked)[: recipes.WIDE_LANDMARKS]]


def _idf(material: Material) -> Singles:
    """From rows as they are: variants would count our words several times."""
    reads = [read for row, read in zip(material.rows, material.reads, strict=True) if not is_variant(row)]
    features = hash_features([read.words for read in reads], recipes.MESSAGE)
    sides = hash_features([read.side for read in reads], Recipe(1, 0, recipes.MESSAGE.bits))
    buckets = np.concatenate([features.buckets, sides.buckets])
    counts = np.bincount(buckets, minlength=1 << recipes.MESSAGE.bits)
    return shipped(np.log((1 + len(reads)) / (1 + counts)) + 1)


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


def _meaning(
    material: Material, encoded: Singles, places: Sequence[int]
) -> tuple[DenseHeads, dict[str, Floats]]:
    """Heads on how near rows are to those at `places`."""
    landmarks = from_steps(in_steps(encoded[places]))
    near = Near(nearness(encoded, landmarks), nearness(landmarks, landmarks))
    tasks = [material.task(head, recipes.origins_of(head)) for head in HEADS]

    def fit(kept: Kept) -> Singles:
        return fit_meaning(near, tasks, kept, recipes.PENALTY)

    unseen = _unseen(material, lambda kept: _decide(near.rows, fit(kept)))
    return DenseHeads(HEADS, landmarks, fit(np.ones(len(encoded), dtype=bool))), unseen


def _decide(matrix: "Singles | sparse.csr_matrix", weights: Singles) -> Floats:
    return np.asarray(matrix @ weights[:-1] + weights[-1], dtype=np.float64)


def _unseen(material: Material, decide: Callable[[Kept], Floats]) -> dict[str, Floats]:
    """For each head and row the verdict of heads fitted on the other folds."""
    table = np.zeros((len(material.rows), len(HEADS)))
    for fold in range(FOLDS):
        held = material.folds == fold
        table[held] = decide(~held)[held]
    return {head: table[:, index] for index, head in enumerate(HEADS)}
