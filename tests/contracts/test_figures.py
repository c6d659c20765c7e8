"""Figures are read from metrics alike by the workplace and by reports."""

from datetime import date

import pytest

from services.contracts.figures import Figures
from services.contracts.reporting import DecisionGroup, DecisionsMetric, Metric, Point
from services.contracts.triage import DecisionKind, DecisionReason

DAYS = (date(2026, 11, 1), date(2026, 11, 2))


def points(*values: int) -> list[Point]:
    return [Point(start=day, value=value) for day, value in zip(DAYS, values, strict=True)]


def group(kind: DecisionKind, reason: DecisionReason, *values: int) -> DecisionGroup:
    return DecisionGroup(kind=kind, reason=reason, total=sum(values), points=points(*values))


def figures(*groups: DecisionGroup) -> Figures:
    received = Metric(
        metric="items_received", unit="items", definition="Reçus.", network=None, total=9, points=points(4, 5)
    )
    decisions = DecisionsMetric(
        metric="decisions",
        unit="decisions",
        definition="Décisions.",
        network=None,
        total=sum(one.total for one in groups),
        points=points(0, 0),
        groups=list(groups),
    )
    return Figures.of([received, decisions])


class TestFigures:
    def test_only_what_was_hidden_or_deleted_counts_as_withdrawn(self) -> None:
        read = figures(
            group("hide", "insult", 1, 2),
            group("delete", "insult", 0, 1),
            group("approve", "legitimate", 7, 7),
        )
        assert read.withdrawn == 4
        assert read.reasons == {"insult": 4}
        assert read.withdrawn_by_part() == [1, 3]

    def test_a_reason_leads_only_where_it_is_alone_in_front(self) -> None:
        assert figures(group("hide", "insult", 2, 0), group("hide", "spam", 1, 0)).leading_reason == "insult"
        assert figures(group("hide", "insult", 1, 0), group("hide", "spam", 0, 1)).leading_reason is None
        assert figures().leading_reason is None

    def test_days_and_definitions_are_those_of_the_metrics(self) -> None:
        read = figures()
        assert read.starts == list(DAYS)
        assert read.values("items_received") == [4, 5]
        assert read.definitions == {"items_received": "Reçus.", "decisions": "Décisions."}

    def test_decisions_without_their_groups_are_no_figures(self) -> None:
        metrics = list(figures().by_name.values())
        bare = Metric.model_validate(metrics[1].model_dump(exclude={"groups"}))
        with pytest.raises(TypeError):
            _ = Figures.of([metrics[0], bare]).withdrawn
