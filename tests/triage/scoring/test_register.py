"""How brands, banks, city halls and newspapers are really spoken to: sentences of our own that train nothing.

They were read while settings were chosen, so this is a dev set; the bounds keep what was reached from being lost.
"""

import json
from typing import Any

import pytest

from infra.train.data import OWN_ROWS, REGISTER_ROWS
from services.triage.scoring.domain import FOUND_FROM, Message
from services.triage.scoring.service import Scorer

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in REGISTER_ROWS.read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("label", ["toxic", "question"])
def test_at_least_nine_in_ten_are_right_on_either_side(scorer: Scorer, label: str) -> None:
    assessments = scorer.assess([Message(row["text"], sector=row["sector"]) for row in ROWS])
    for side in (0, 1):
        chances = [
            assessment.labels[label]
            for row, assessment in zip(ROWS, assessments, strict=True)
            if row[label] == side
        ]
        right = sum((chance >= FOUND_FROM) == bool(side) for chance in chances)
        assert right / len(chances) >= 0.9


def test_none_of_them_trained_the_models() -> None:
    trained = {
        json.loads(line)["text"].casefold() for line in OWN_ROWS.read_text(encoding="utf-8").splitlines()
    }
    assert trained.isdisjoint(row["text"].casefold() for row in ROWS)
