"""How figures are read from metrics, once for the workplace and for reports, so that both say the same."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.contracts.reporting import DecisionsMetric, Metric, MetricName
from services.contracts.triage import WITHDRAWING, DecisionReason


@dataclass(frozen=True, slots=True)
class Figures:
    """The metrics of one period, all networks together."""

    by_name: Mapping[MetricName, Metric]

    @classmethod
    def of(cls, metrics: Sequence[Metric]) -> "Figures":
        return cls({one.metric: one for one in metrics})

    @property
    def received(self) -> int:
        return int(self.by_name["items_received"].total or 0)

    @property
    def replies(self) -> int:
        return int(self.by_name["replies_published"].total or 0)

    @property
    def median(self) -> float | None:
        return self.by_name["first_response_median"].total

    @property
    def p90(self) -> float | None:
        return self.by_name["first_response_p90"].total

    @property
    def answered(self) -> float | None:
        return self.by_name["questions_answered_share"].total

    @property
    def withdrawn(self) -> int:
        return self.reasons.total()

    @property
    def reasons(self) -> Counter[DecisionReason]:
        """How often messages were withdrawn, by reason."""
        found: Counter[DecisionReason] = Counter()
        for group in self._decisions.groups:
            if group.kind in WITHDRAWING:
                found[group.reason] += group.total
        return found

    @property
    def leading_reason(self) -> DecisionReason | None:
        """The reason above all others; None where several share the first place, for none of them comes first."""
        match self.reasons.most_common(2):
            case [(reason, most), *others] if all(count < most for _, count in others):
                return reason
        return None

    @property
    def starts(self) -> list[date]:
        return [point.start for point in self.by_name["items_received"].points]

    def values(self, name: MetricName) -> list[int | float | None]:
        return [point.value for point in self.by_name[name].points]

    @property
    def definitions(self) -> Mapping[MetricName, str]:
        return {name: metric.definition for name, metric in self.by_name.items()}

    def withdrawn_by_part(self) -> list[int]:
        counts = [0] * len(self.starts)
        for group in self._decisions.groups:
            if group.kind in WITHDRAWING:
                counts = [
                    count + int(point.value or 0) for count, point in zip(counts, group.points, strict=True)
                ]
        return counts

    @property
    def _decisions(self) -> DecisionsMetric:
        found = self.by_name["decisions"]
        if not isinstance(found, DecisionsMetric):
            raise TypeError("decisions come with their groups")
        return found
