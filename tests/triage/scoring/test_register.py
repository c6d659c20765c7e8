"""How brands, banks, city halls and newspapers are really spoken to: rows of our corpus that train nothing.

They were read while settings were chosen, so this is a dev set; the bounds keep what was reached from being lost.
"""

import pytest

from infra.train.corpus.rows import OWN, own_rows
from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.service import Scorer

ROWS = [row for row in own_rows("dev") if row.origin == OWN]


@pytest.fixture(scope="module")
def assessments(scorer: Scorer) -> list[Assessment]:
    return scorer.assess([Message(row.text, context=row.context, sector=row.sector) for row in ROWS])


@pytest.mark.parametrize(
    ("label", "share"), [("toxic", 0.85), ("question", 0.85), ("spam", 0.85), ("urgency", 0.8)]
)
def test_rows_with_a_label_rank_above_those_without(
    assessments: list[Assessment], label: str, share: float
) -> None:
    sides: tuple[list[float], list[float]] = ([], [])
    for row, assessment in zip(ROWS, assessments, strict=True):
        sides[row.marks[label]].append(assessment.labels[label])
    pairs = [(without, having) for without in sides[0] for having in sides[1]]
    assert sum(having > without for without, having in pairs) / len(pairs) >= share


def test_a_danger_ranks_in_the_first_third(assessments: list[Assessment]) -> None:
    ranks = sorted((each.priority for each in assessments), reverse=True)
    first_third = ranks[len(ranks) // 3]
    dangers = [
        assessment.priority
        for row, assessment in zip(ROWS, assessments, strict=True)
        if row.marks["urgency_2"]
    ]
    assert sum(priority >= first_third for priority in dangers) / len(dangers) >= 0.7
