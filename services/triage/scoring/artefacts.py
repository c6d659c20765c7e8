"""The models on disk: arrays and JSON only, so that nothing here can run code when it is loaded."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from services.triage.scoring.card import MANIFEST, version_of
from services.triage.scoring.evidence import EVIDENCE
from services.triage.scoring.features import Recipe
from services.triage.scoring.linear import Blend, DenseHeads, Doubt, HashedHeads, Singles

FORMAT = 3


class ArtefactError(Exception):
    """A model file is missing, damaged, or of another format than this code reads."""


@dataclass(frozen=True, slots=True)
class Models:
    """All that is learnt: heads on a message's n-grams, on a sentence's, on what a message means (`wide` on what it
    means as written too), the blends, and when to doubt the n-grams alone (`client`, `open`).

    `blends` are named `<output>/<client or open>/<fast, full or wide>`.
    """

    message: HashedHeads
    sentence: HashedHeads
    meaning: DenseHeads
    wide: DenseHeads
    blends: Mapping[str, Blend]
    doubts: Mapping[str, Doubt]


def save_models(models: Models, folder: Path, about: Mapping[str, Any]) -> None:
    """Writes the arrays and a manifest; the same models give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.npy"):
        old.unlink()
    digests = {}
    for name, array in sorted(_arrays(models).items()):
        path = folder / f"{name}.npy"
        kept = in_steps(array) if name in _IN_STEPS else array.astype(np.float16)
        np.save(path, kept, allow_pickle=False)
        digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    heads = {name: _describe(getattr(models, name)) for name in ("message", "sentence")}
    manifest = {
        "format": FORMAT,
        "sha256": digests,
        **heads,
        "meaning": {"names": models.meaning.names},
        "doubts": {place: asdict(doubt) for place, doubt in sorted(models.doubts.items())},
        "blends": {name: asdict(blend) for name, blend in sorted(models.blends.items())},
        **about,
    }
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _arrays(models: Models) -> dict[str, Singles]:
    hashed = {"message": models.message, "sentence": models.sentence}
    arrays = {f"{name}.{part}": getattr(heads, part) for name, heads in hashed.items() for part in _PARTS}
    return {
        **arrays,
        **{
            f"{name}.{part}": getattr(getattr(models, name), part) for name in _DENSE for part in _DENSE_PARTS
        },
    }


_PARTS = ("weights", "idf", "intercepts")
_DENSE, _DENSE_PARTS = ("meaning", "wide"), ("landmarks", "weights")
_IN_STEPS = frozenset(f"{name}.landmarks" for name in _DENSE)
_STEPS = 254  # a step is a tenth of what the vectors of a sentence vary by, and the largest share, 0.5, fits


def in_steps(landmarks: Singles) -> npt.NDArray[np.int8]:
    """Landmarks as they are shipped: each value in a byte."""
    return np.clip(np.round(landmarks * _STEPS), -127, 127).astype(np.int8)


def from_steps(kept: npt.NDArray[np.int8]) -> Singles:
    return kept.astype(np.float32) / np.float32(_STEPS)


def _describe(heads: HashedHeads) -> dict[str, Any]:
    return {"names": heads.names, "recipe": asdict(heads.recipe)}


def load_models(folder: Path) -> tuple[Models, str]:
    """The models of a folder and their version, which names every byte that was read; raises ArtefactError."""
    try:
        raw = (folder / MANIFEST).read_bytes()
        manifest = json.loads(raw)
        if manifest["format"] != FORMAT:
            raise ArtefactError(f"{folder / MANIFEST} has another format than this version reads.")
        models = _read(folder, manifest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactError(
            f"The scoring model in {folder} cannot be read ({error}); run `make train`."
        ) from error
    return models, version_of(raw)


def _read(folder: Path, manifest: Mapping[str, Any]) -> Models:
    arrays = {
        name: _load_array(folder / f"{name}.npy", digest) for name, digest in manifest["sha256"].items()
    }
    message, sentence = (_hashed(name, manifest[name], arrays) for name in ("message", "sentence"))
    names = tuple(manifest["meaning"]["names"])
    meaning, wide = (
        DenseHeads(names, *(arrays[f"{each}.{part}"] for part in _DENSE_PARTS)) for each in _DENSE
    )
    for heads in (meaning, wide):
        if heads.weights.shape != (len(heads.landmarks) + 1, len(names)):
            raise ArtefactError(
                f"The weights of nearness in {folder} have another shape than their manifest says."
            )
    blends = {
        name: Blend(**{**entry, "names": tuple(entry["names"]), "coefficients": tuple(entry["coefficients"])})
        for name, entry in manifest["blends"].items()
    }
    doubts = {
        place: Doubt(tuple(entry["names"]), tuple(entry["weights"]), entry["bound"])
        for place, entry in manifest["doubts"].items()
    }
    known = {
        f"{kind}:{name}" for kind, heads in (("words", message.names), ("meaning", names)) for name in heads
    } | set(EVIDENCE)
    for name, blend in blends.items():
        if not known.issuperset(blend.names):
            raise ArtefactError(f"The blend “{name}” in {folder} reads other evidence; run `make train`.")
    return Models(message, sentence, meaning, wide, blends, doubts)


def _hashed(name: str, entry: Mapping[str, Any], arrays: Mapping[str, Singles]) -> HashedHeads:
    recipe, names = Recipe(**entry["recipe"]), tuple(entry["names"])
    weights, idf, intercepts = (arrays[f"{name}.{part}"] for part in _PARTS)
    if weights.shape != (1 << recipe.bits, len(names)) or idf.shape != (1 << recipe.bits,):
        raise ArtefactError(f"The arrays of “{name}” have another shape than their manifest says.")
    return HashedHeads(names, recipe, weights, idf, intercepts)


def _load_array(path: Path, digest: str) -> Singles:
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise ArtefactError(f"{path} is not the file that its manifest names; run `make train`.")
    raw = np.load(path, allow_pickle=False)
    return from_steps(raw) if raw.dtype == np.int8 else raw.astype(np.float32)
