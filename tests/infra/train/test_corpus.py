"""The rows of the corpus: none twice, each in one part for good, and labelled in known words."""

import json
from pathlib import Path

import pytest

from infra.train.corpus.__main__ import main
from infra.train.corpus.likeness import find_alike, share_known
from infra.train.corpus.rows import TRAIN, as_row, own_rows, part_of, read_entries
from services.triage.scoring.outputs import INTENTS, KINDS, LABELS

ENTRIES = list(read_entries(TRAIN))


def write(folder: Path, *texts: str) -> Path:
    folder.mkdir()
    lines = "".join(json.dumps({"text": text, "sentiment": "neutral"}) + "\n" for text in texts)
    (folder / "rows.jsonl").write_text(lines, encoding="utf-8")
    return folder


class TestRows:
    def test_are_labelled_in_known_words(self) -> None:
        for entry in ENTRIES:
            assert set(entry.get("labels", ())) <= {*LABELS, "personal_data"}
            for parent, kinds in KINDS.items():
                assert set(entry.get(parent, ())) <= set(kinds)
                assert not entry.get(parent) or parent in entry["labels"]
            assert entry.get("intent") in {None, *INTENTS}

    def test_mark_every_head_unless_they_say_what_was_looked_at(self) -> None:
        row = as_row(
            {"text": "x", "labels": ["toxic"], "toxic": ["threat"], "sentiment": "negative", "urgency": 2}
        )
        found = {head for head, mark in row.marks.items() if mark}
        assert found == {
            "toxic",
            "toxic@open",
            "toxic@any",
            "threat",
            "urgency",
            "urgency_2",
            "tone:negative",
        }
        part = as_row({"text": "x", "labels": ["toxic"], "known": ["toxic", "question"]})
        assert part.marks == {"toxic": 1, "toxic@any": 1, "question": 0}

    def test_are_split_by_their_text_alone(self) -> None:
        dev, train = own_rows("dev"), own_rows("train")
        assert {row.text for row in dev}.isdisjoint(row.text for row in train)
        assert 0.1 < len(dev) / (len(dev) + len(train)) < 0.2
        assert part_of("Où est mon colis ?") == part_of("Où est mon colis ?")


class TestLikeness:
    @pytest.mark.parametrize(
        "other",
        [
            "où est mon colis svp, j'attends depuis mardi !!",
            "Où est mon colis svp ? J'attends depuis jeudi",
        ],
    )
    def test_one_text_told_twice_is_found(self, other: str) -> None:
        assert find_alike(["Où est mon colis svp ? J'attends depuis mardi", "Merci à tous", other])

    def test_two_texts_on_one_thing_are_none(self) -> None:
        assert find_alike(["Où est mon colis ?", "Mon colis n'est toujours pas arrivé"]) == []

    def test_shared_words_are_counted_once(self) -> None:
        assert share_known(["le chat dort"], ["le chien dort dort"]) == pytest.approx(4 / 5)  # with both ends


class TestCheck:
    def test_the_corpus_repeats_nothing(self) -> None:
        assert main() == 0

    def test_rows_that_repeat_each_other_over_parts_are_refused_and_named(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        train = write(tmp_path / "train", "La piscine est fermée tout le mois de mars", "Bravo à l'équipe")
        test = write(tmp_path / "test", "la piscine est fermée tout le mois de mai")
        assert main(train, test) == 1
        said = capsys.readouterr()
        assert "1 pairs" in said.out
        assert "train/rows.jsonl:1  test/rows.jsonl:1" in said.err

    def test_no_row_is_told_in_its_own_words(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        train = write(tmp_path / "train", "Le bus de 8h12 n'est jamais passé ce matin")
        test = write(tmp_path / "test", "le bus de 8h12 n'est jamais passé ce soir")
        main(train, test)
        said = capsys.readouterr()
        assert "bus" not in said.out + said.err
