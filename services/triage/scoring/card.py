"""The model's card as data: what the manifest says it learnt from, and what `make eval` measured of this version. It
is read without numpy, since the page that shows it scores nothing.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from services.contracts.triage import Measured, ModelCard, TrainingSet

MANIFEST = "manifest.json"
MEASURED = "measured.json"
LICENCE = "Apache-2.0"
ARTEFACTS = Path(__file__).parent / "artefacts"


def version_of(manifest: bytes) -> str:
    """The name of the models with eight digits that stand for every byte of them."""
    return f"{json.loads(manifest)['name']}+{hashlib.sha256(manifest).hexdigest()[:8]}"


@lru_cache(maxsize=4)
def read_card(folder: Path = ARTEFACTS) -> ModelCard:
    """The card of the models in a folder; figures of another version are left out."""
    raw = (folder / MANIFEST).read_bytes()
    version, path = version_of(raw), folder / MEASURED
    measured = Measured.model_validate_json(path.read_bytes()) if path.is_file() else None
    return ModelCard(
        version=version,
        licence=LICENCE,
        trained_on=[TrainingSet(**entry) for entry in json.loads(raw).get("trained_on", ())],
        measured=measured if measured and measured.version == version else None,
    )


def write_measured(measured: Measured, folder: Path) -> Path:
    """The same figures give the same bytes."""
    path = folder / MEASURED
    path.write_text(measured.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path
