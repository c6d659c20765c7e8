"""The frozen test is what it was, and no damaged file is measured on."""

import hashlib
import shutil
from collections import Counter
from pathlib import Path

import pytest

from infra.eval.frozen import DIGESTS, FOLDER, DamagedError, read_frozen
from infra.eval.rows import LABELS, read_row
from services.triage.scoring.outputs import INTENTS, TONES
from services.triage.scoring.personal_data import KINDS

# Written here a second time, so that a change of rows needs two hands.
HELD = {
    "a.jsonl": "5feb1e0ee15f53487821ab2d23b350f822434b830f5dd647bb26a563761f2eb6",
    "b.jsonl": "78a4d9e45acf92bc603d3bcd7e6090c4684c7c286ef1e48492a2d9ea43a550c9",
    "functional.jsonl": "909fec1b849b8c46f9648cde25d3a295cd1856e4aa268e005eff451677eb6f5b",
    "second.jsonl": "2a778f70276eecf782fa7bc5a2225f55ae14e0d459c5fbd57192141b08eec0c0",
}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "frozen"
    shutil.copytree(FOLDER, folder)
    return folder


class TestTheRows:
    def test_they_never_change(self) -> None:
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.jsonl")}
        assert found == HELD == DIGESTS

    def test_each_has_a_second_opinion_and_none_was_dropped(self) -> None:
        frozen = read_frozen()
        assert len(frozen.rows) == len(frozen.second) == 587

    def test_their_names_are_those_of_the_guide(self) -> None:
        frozen = read_frozen()
        for row in [*frozen.rows, *frozen.functional]:
            assert row.names <= set(LABELS)
            assert row.sentiment in TONES
            assert row.intent in {None, *INTENTS}
            assert {place.kind for place in row.personal_data} <= set(KINDS)

    def test_the_functional_cases_are_as_many_on_each_side(self) -> None:
        assert Counter("toxic" in row.names for row in read_frozen().functional) == {True: 60, False: 60}


class TestADamagedFile:
    @pytest.mark.parametrize("name", sorted(HELD))
    def test_one_letter_more_is_refused_by_name(self, copied: Path, name: str) -> None:
        with (copied / name).open("a", encoding="utf-8") as file:
            file.write(" ")
        with pytest.raises(DamagedError, match=name):
            read_frozen(copied)

    def test_a_file_that_is_missing_is_refused(self, copied: Path) -> None:
        (copied / "b.jsonl").unlink()
        with pytest.raises(DamagedError, match=r"b\.jsonl"):
            read_frozen(copied)


class TestARow:
    def test_it_holds_labels_and_kinds_alike_and_places_the_same_words_twice(self) -> None:
        row = read_row(
            {
                "text": "06 11 ou 06 11",
                "sector": "bank",
                "network": "x",
                "register": "sms",
                "labels": ["toxic"],
                "toxic": ["threat"],
                "sentiment": "negative",
                "urgency": 2,
                "personal_data": [["phone", "06 11", True], ["phone", "06 11", True]],
            }
        )
        assert row.names == {"toxic", "threat", "urgency", "personal_data"}
        assert [(place.start, place.end) for place in row.personal_data] == [(0, 5), (9, 14)]
