"""How much of what people type about themselves is found, and how much else is taken for it."""

import re

import pytest

from services.triage.scoring.personal_data import find_personal_data
from tests.triage.scoring.personal_data.posts import POSTS
from tests.triage.scoring.personal_data.shapes import SHAPES
from tests.triage.scoring.personal_data.typed import TYPED
from tests.triage.scoring.personal_data.unseen import UNSEEN

_MARKED = re.compile(r"\{([hnoaepics]):([^}]*)\}")
_KINDS = {"h": "health", "n": "full_name_private_person", "o": "order_number"}
_ALL_KINDS = _KINDS | {
    "a": "address",
    "e": "email",
    "p": "phone",
    "i": "iban",
    "c": "card",
    "s": "nir",
}


def read(line: str, kind: str) -> tuple[str, list[tuple[int, int]]]:
    """The line without its marks, and the places that were marked as of this kind."""
    places, plain, reached = [], "", 0
    for mark in _MARKED.finditer(line):
        plain += line[reached : mark.start()]
        if _ALL_KINDS[mark[1]] == kind:
            places.append((len(plain), len(plain) + len(mark[2])))
        plain += mark[2]
        reached = mark.end()
    return plain + line[reached:], places


def tally(kind: str, rows: str = TYPED) -> tuple[int, int, int]:
    """Marked places, finds, and the marked places that a find overlaps."""
    there = given = matched = 0
    for line in rows.strip().splitlines():
        text, places = read(line.replace("¶", "\n"), kind)
        finds = [find for find in find_personal_data(text) if find.kind == kind]
        there, given = there + len(places), given + len(finds)
        matched += sum(any(find.start < end and start < find.end for find in finds) for start, end in places)
    return there, given, matched


class TestFoundInWhatPeopleType:
    @pytest.mark.parametrize("kind", list(_KINDS.values()))
    def test_reaches_the_goal_of_personal_data(self, kind: str) -> None:
        there, given, matched = tally(kind)
        assert 2 * matched / (there + given) >= 0.95

    @pytest.mark.parametrize(
        ("rows", "places", "wanted"), [(SHAPES, 109, 0.95), (POSTS, 249, 0.95), (UNSEEN, 70, 0.92)]
    )
    def test_reaches_it_in_shapes_that_no_row_for_training_has(
        self, rows: str, places: int, wanted: float
    ) -> None:
        there, given, matched = map(
            sum, zip(*(tally(kind, rows) for kind in _ALL_KINDS.values()), strict=True)
        )
        assert there == places
        assert 2 * matched / (there + given) >= wanted
