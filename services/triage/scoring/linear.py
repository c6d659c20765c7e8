"""A linear model over hashed n-grams, and the logistic formula that blends its verdict with evidence that a
person can read into a calibrated probability. Arrays and JSON only: nothing here can run code when loaded.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from services.triage.scoring.evidence import Input
from services.triage.scoring.features import BITS, Features, Floats, Recipe, hash_features

MANIFEST = "manifest.json"
Halves = npt.NDArray[np.float16]
Singles = npt.NDArray[np.float32]


class ArtefactError(Exception):
    """A model file is missing, damaged, or of another format than this code reads."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`weights[b]` and `idf[b]` of each bucket; rows are scaled to unit length before they are weighed."""

    weights: Singles
    idf: Singles
    intercept: float

    def decide(self, features: Features) -> Floats:
        """The signed distance of each row from the border; a row without features gives the intercept."""
        scaled = features.values * self.idf[features.buckets]
        sums = np.bincount(
            features.rows, weights=scaled * self.weights[features.buckets], minlength=features.size
        )
        squares = np.bincount(features.rows, weights=scaled * scaled, minlength=features.size)
        decisions: Floats = sums / np.sqrt(np.maximum(squares, 1e-12)) + self.intercept
        return decisions


@dataclass(frozen=True, slots=True)
class Blend:
    """probability = 1 / (1 + exp(-(intercept + coefficients · evidence))), fitted on rows the model had not seen."""

    names: tuple[str, ...]
    coefficients: tuple[float, ...]
    intercept: float

    def probabilities(self, evidence: Floats) -> Floats:
        """`evidence` has a row for each text and a column for each of `names`."""
        logits = evidence @ np.array(self.coefficients) + self.intercept
        chances: Floats = 1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))
        return chances


@dataclass(frozen=True, slots=True)
class LabelModel:
    """All that is learnt for one label."""

    recipe: Recipe
    linear: LinearModel
    blend: Blend

    def score(self, inputs: Sequence[Input]) -> list[float]:
        """The probability for each input."""
        if not inputs:
            return []
        decisions = self.linear.decide(hash_features([each.words for each in inputs], self.recipe))
        evidence = np.column_stack([decisions, np.array([each.evidence for each in inputs])])
        chances: list[float] = self.blend.probabilities(evidence).tolist()
        return chances


def save_models(models: Mapping[str, LabelModel], folder: Path, about: Mapping[str, Any]) -> None:
    """Writes two arrays a label and a manifest; the same models give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    labels: dict[str, Any] = {}
    for label, model in sorted(models.items()):
        digests = {}
        for part, array in (("weights", model.linear.weights), ("idf", model.linear.idf)):
            path = folder / f"{label}.{part}.npy"
            np.save(path, array.astype(np.float16), allow_pickle=False)
            digests[part] = hashlib.sha256(path.read_bytes()).hexdigest()
        labels[label] = {
            "recipe": asdict(model.recipe),
            "intercept": model.linear.intercept,
            "sha256": digests,
            "evidence": list(model.blend.names),
            "coefficients": list(model.blend.coefficients),
            "blend_intercept": model.blend.intercept,
        }
    manifest = {"format": 1, "bits": BITS, "labels": labels, **about}
    text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def load_models(folder: Path) -> tuple[dict[str, LabelModel], str]:
    """The models of a folder and their version, which names every byte that was read; raises ArtefactError."""
    try:
        raw = (folder / MANIFEST).read_bytes()
        manifest = json.loads(raw)
        if (manifest["format"], manifest["bits"]) != (1, BITS):
            raise ArtefactError(f"{folder / MANIFEST} has another format than this version reads.")
        models = {label: _load_label(folder, label, entry) for label, entry in manifest["labels"].items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactError(
            f"The scoring model in {folder} cannot be read ({error}); run `make train`."
        ) from error
    return models, f"{manifest['name']}+{hashlib.sha256(raw).hexdigest()[:8]}"


def _load_label(folder: Path, label: str, entry: Mapping[str, Any]) -> LabelModel:
    arrays = {
        part: _load_array(folder / f"{label}.{part}.npy", entry["sha256"][part])
        for part in ("weights", "idf")
    }
    return LabelModel(
        Recipe(**entry["recipe"]),
        LinearModel(arrays["weights"], arrays["idf"], entry["intercept"]),
        Blend(tuple(entry["evidence"]), tuple(entry["coefficients"]), entry["blend_intercept"]),
    )


def _load_array(path: Path, digest: str) -> Singles:
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise ArtefactError(f"{path} is not the file that its manifest names; run `make train`.")
    array: Halves = np.load(path, allow_pickle=False)
    if array.shape != (1 << BITS,):
        raise ArtefactError(f"{path} has the shape {array.shape} instead of {(1 << BITS,)}.")
    return array.astype(np.float32)
