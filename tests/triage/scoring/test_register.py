"""How brands, banks, city halls and newspapers are really spoken to: sentences of our own that train nothing.

They were read while settings were chosen, so this is a dev set; the bounds keep what was reached from being lost.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from services.triage.scoring.domain import FOUND_FROM, Message
from services.triage.scoring.service import Scorer

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "register_fr.jsonl").read_text(encoding="utf-8").splitlines()
]
TRAINING = Path(__file__).parents[3] / "infra" / "train" / "own_fr.jsonl"


@pytest.mark.parametrize("label", ["toxic", "question"])
def test_at_least_nine_in_ten_are_right_on_either_side(scorer: Scorer, label: str) -> None:
    assessments = scorer.assess([Message(row["text"], sector=row["sector"]) for row in ROWS])
    for side in (0, 1):
        right = [
            (assessment.labels[label] >= FOUND_FROM) == bool(side)
            for row, assessment in zip(ROWS, assessments, strict=True)
            if row[label] == side
        ]
        assert sum(right) / len(right) >= 0.85
    everything = [
        (assessment.labels[label] >= FOUND_FROM) == bool(row[label])
        for row, assessment in zip(ROWS, assessments, strict=True)
    ]
    assert sum(everything) / len(everything) >= 0.93


def test_none_of_them_trained_the_models() -> None:
    trained = {
        json.loads(line)["text"].casefold() for line in TRAINING.read_text(encoding="utf-8").splitlines()
    }
    assert trained.isdisjoint(row["text"].casefold() for row in ROWS)
