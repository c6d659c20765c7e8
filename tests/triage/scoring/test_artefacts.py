"""Models on disk: arrays and JSON only, whole, and refused when they are not."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from services.triage.scoring.artefacts import ArtefactError, load_models
from services.triage.scoring.card import ARTEFACTS, MANIFEST, MEASURED, read_card
from services.triage.scoring.encoder import SECTORS
from services.triage.scoring.evidence import EVIDENCE
from services.triage.scoring.outputs import HEADS, INTENTS, KINDS, LABELS, TONES
from services.triage.scoring.service import load_scorer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARTEFACTS, tmp_path / "artefacts"))


class TestShippedModels:
    def test_hold_arrays_and_a_manifest_and_nothing_that_could_run(self) -> None:
        assert {path.suffix for path in ARTEFACTS.iterdir()} == {".npy", ".json"}
        for path in ARTEFACTS.glob("*.npy"):
            assert np.load(path, allow_pickle=False).dtype in (np.float16, np.int8)

    def test_are_small(self) -> None:
        assert sum(path.stat().st_size for path in ARTEFACTS.iterdir()) < 15_000_000

    def test_read_what_the_code_gives(self) -> None:
        models, version = load_models(ARTEFACTS)
        verdicts = {f"{kind}:{head}" for kind in ("words", "meaning") for head in HEADS}
        for blend in models.blends.values():
            assert set(blend.names) <= verdicts | set(EVIDENCE)
        assert version.startswith("palabre-fr-3+")

    def test_know_every_label_and_kind_the_fast_way_and_the_full_one(self) -> None:
        models, _ = load_models(ARTEFACTS)
        for output in (*LABELS, *(kind for kinds in KINDS.values() for kind in kinds)):
            for way in ("fast", "full", "wide"):
                assert f"{output}/client/{way}" in models.blends

    def test_are_pulled_the_right_way_by_what_people_can_check(self) -> None:
        models, _ = load_models(ARTEFACTS)
        toxic, question = (
            dict(zip(blend.names, blend.coefficients, strict=True))
            for blend in (models.blends[f"{label}/client/full"] for label in ("toxic", "question"))
        )
        assert min(toxic[name] for name in ("words:toxic", "meaning:toxic", "curt")) > 0
        assert min(question[name] for name in ("meaning:question", "mark", "asks")) > 0


class TestWhatTheArraysDependOn:
    """Columns have no names in the arrays: whoever changes an order here trains the models anew."""

    def test_the_trades_stand_in_the_order_that_the_encoder_learnt(self) -> None:
        learnt = "bank telecom city_hall newspaper health_insurer ngo food travel retail other"
        assert learnt.split() == list(SECTORS)

    def test_the_heads_stand_in_the_order_of_the_manifest(self) -> None:
        manifest = json.loads((ARTEFACTS / MANIFEST).read_text(encoding="utf-8"))
        assert manifest["message"]["names"] == manifest["meaning"]["names"] == list(HEADS)

    def test_the_answers_of_a_choice_stand_in_theirs(self) -> None:
        assert TONES == ("negative", "neutral", "positive")
        assert [f"intent:{each}" for each in INTENTS] == [
            head for head in HEADS if head.startswith("intent:")
        ]


class TestDamagedModels:
    def test_a_changed_array_is_refused(self, folder: Path) -> None:
        path = folder / "message.idf.npy"
        path.write_bytes(path.read_bytes()[:-1] + b"x")
        with pytest.raises(ArtefactError, match="not the file"):
            load_scorer(folder)

    def test_a_pickle_in_the_place_of_an_array_is_refused(self, folder: Path) -> None:
        path = folder / "message.weights.npy"
        np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True)
        with pytest.raises(ArtefactError):
            load_scorer(folder)

    def test_a_missing_folder_says_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(ArtefactError, match="make train"):
            load_scorer(tmp_path / "nowhere")

    def test_heads_of_another_number_are_refused(self, folder: Path) -> None:
        manifest = json.loads((folder / MANIFEST).read_text())
        manifest["message"]["names"].pop()
        (folder / MANIFEST).write_text(json.dumps(manifest))
        with pytest.raises(ArtefactError, match="shape"):
            load_scorer(folder)

    def test_a_blend_of_other_evidence_is_refused(self, folder: Path) -> None:
        manifest = json.loads((folder / MANIFEST).read_text())
        manifest["blends"]["toxic/client/fast"]["names"][0] = "mood"
        (folder / MANIFEST).write_text(json.dumps(manifest))
        with pytest.raises(ArtefactError, match="evidence"):
            load_scorer(folder)

    def test_another_format_is_refused(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps({"format": 99}))
        with pytest.raises(ArtefactError, match="format"):
            load_models(folder)


class TestTheCard:
    def test_what_is_shown_was_measured_of_the_models_that_are_shipped(self) -> None:
        card, (_, version) = read_card(), load_models(ARTEFACTS)
        assert card.version == version
        assert card.measured is not None, "run make eval ARGS='--card docs/evaluation.md' after make train"
        assert [profile.name for profile in card.measured.profiles] == ["standard", "careful"]

    def test_figures_of_another_version_are_not_shown(self, folder: Path) -> None:
        manifest = json.loads((folder / MANIFEST).read_text())
        (folder / MANIFEST).write_text(json.dumps(manifest | {"seed": 1}))
        card = read_card(folder)
        assert card.measured is None
        assert card.version == load_models(folder)[1]

    def test_models_that_were_never_measured_have_a_card(self, folder: Path) -> None:
        (folder / MEASURED).unlink()
        assert read_card(folder).measured is None
