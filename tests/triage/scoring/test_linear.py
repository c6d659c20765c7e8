"""Models on disk: arrays and JSON only, whole, and refused when they are not."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from services.triage.scoring.evidence import EVIDENCE
from services.triage.scoring.linear import MANIFEST, ArtefactError, load_models
from services.triage.scoring.service import ARTEFACTS, load_scorer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARTEFACTS, tmp_path / "artefacts"))


class TestShippedModels:
    def test_hold_arrays_and_a_manifest_and_nothing_that_could_run(self) -> None:
        assert {path.suffix for path in ARTEFACTS.iterdir()} == {".npy", ".json"}
        for path in ARTEFACTS.glob("*.npy"):
            assert np.load(path, allow_pickle=False).dtype == np.float16

    def test_are_small(self) -> None:
        assert sum(path.stat().st_size for path in ARTEFACTS.iterdir()) < 15_000_000

    def test_read_the_evidence_that_the_code_gives(self) -> None:
        models, version = load_models(ARTEFACTS)
        assert {label: model.blend.names for label, model in models.items()} == EVIDENCE
        assert version.startswith("palabre-fr-1+")

    def test_are_pulled_the_right_way_by_what_people_can_check(self) -> None:
        models, _ = load_models(ARTEFACTS)
        toxic = dict(zip(models["toxic"].blend.names, models["toxic"].blend.coefficients, strict=True))
        question = dict(
            zip(models["question"].blend.names, models["question"].blend.coefficients, strict=True)
        )
        assert min(toxic[name] for name in ("model", "insult", "hate", "threat")) > 0 > toxic["quoted"]
        assert (
            min(question[name] for name in ("model", "mark", "opening", "request"))
            > 0
            > question["rhetorical"]
        )


class TestDamagedModels:
    def test_a_changed_array_is_refused(self, folder: Path) -> None:
        path = folder / "toxic.weights.npy"
        array = np.load(path, allow_pickle=False)
        array[0] += 1
        np.save(path, array, allow_pickle=False)
        with pytest.raises(ArtefactError, match=r"toxic\.weights\.npy"):
            load_scorer(folder)

    def test_a_pickle_in_the_place_of_an_array_is_refused(self, folder: Path) -> None:
        path = folder / "toxic.weights.npy"
        np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True)
        with pytest.raises(ArtefactError):
            load_scorer(folder)

    def test_a_missing_folder_says_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(ArtefactError, match="make train"):
            load_scorer(tmp_path / "nowhere")

    def test_a_model_of_other_evidence_is_refused(self, folder: Path) -> None:
        manifest = json.loads((folder / MANIFEST).read_text())
        manifest["labels"]["toxic"]["evidence"].reverse()
        (folder / MANIFEST).write_text(json.dumps(manifest))
        with pytest.raises(ArtefactError, match="evidence"):
            load_scorer(folder)

    def test_another_format_is_refused(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps({"format": 99, "bits": 18, "labels": {}}))
        with pytest.raises(ArtefactError, match="format"):
            load_models(folder)
