"""From the metrics of reporting to what the page shows of them."""

from collections import Counter
from collections.abc import Sequence

from services.contracts.reporting import DecisionGroup, DecisionsMetric, Metric, MetricName, Metrics
from services.contracts.triage import WITHDRAWING, DecisionReason
from web.pages.figures.context import DayRow, Definition, ReasonRow, Totals


class Read:
    """The metrics of one client and period, all networks together."""

    def __init__(self, metrics: Metrics) -> None:
        self._by_name: dict[MetricName, Metric] = {one.metric: one for one in metrics.metrics}

    def totals(self) -> Totals:
        return Totals(
            received=self._count("items_received"),
            withdrawn=self._reasons().total(),
            published=self._count("replies_published"),
            median=self._by_name["first_response_median"].total,
            p90=self._by_name["first_response_p90"].total,
            answered_share=self._by_name["questions_answered_share"].total,
        )

    def days(self) -> tuple[DayRow, ...]:
        """Return every day of the period; none when nothing happened on any."""
        if not any(self._count(name) for name in ("items_received", "replies_published", "decisions")):
            return ()
        received, published, medians = (
            self._by_name[name].points
            for name in ("items_received", "replies_published", "first_response_median")
        )
        return tuple(
            DayRow(one.start, int(one.value or 0), int(reply.value or 0), withdrawn, median.value)
            for one, reply, withdrawn, median in zip(
                received, published, self._withdrawn(len(received)), medians, strict=True
            )
        )

    def reasons(self) -> tuple[ReasonRow, ...]:
        found = self._reasons()
        return tuple(
            ReasonRow(reason, count, count / found.total()) for reason, count in found.most_common() if count
        )

    def definitions(self) -> tuple[Definition, ...]:
        return tuple(Definition(name, metric.definition) for name, metric in self._by_name.items())

    def _count(self, name: MetricName) -> int:
        return int(self._by_name[name].total or 0)

    def _reasons(self) -> Counter[DecisionReason]:
        found: Counter[DecisionReason] = Counter()
        for group in self._groups():
            found[group.reason] += group.total
        return found

    def _withdrawn(self, days: int) -> Sequence[int]:
        counts = [0] * days
        for group in self._groups():
            counts = [
                count + int(point.value or 0) for count, point in zip(counts, group.points, strict=True)
            ]
        return counts

    def _groups(self) -> list[DecisionGroup]:
        """Decisions that withdrew a message."""
        decisions = self._by_name["decisions"]
        groups = decisions.groups if isinstance(decisions, DecisionsMetric) else []
        return [group for group in groups if group.kind in WITHDRAWING]
