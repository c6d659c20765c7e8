"""From what was tallied in the parts of a period to the figures that leave: every part has its value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from services.contracts.reporting import DecisionGroup, DecisionsMetric, Metric, MetricName, Point
from services.contracts.triage import DecisionKind, DecisionReason
from services.reporting.facts.domain import Figure, Part
from services.reporting.facts.domain.percentiles import Responses
from services.reporting.metrics.domain.definitions import METRICS

Value = int | float | None

# Which tallies each metric is made of; the two of first responses are made of none.
NEEDED: Mapping[MetricName, tuple[Figure, ...]] = {
    "items_received": (Figure.RECEIVED,),
    "decisions": (Figure.DECISIONS,),
    "replies_published": (Figure.REPLIES,),
    "first_response_median": (),
    "first_response_p90": (),
    "questions_answered_share": (Figure.QUESTIONS, Figure.QUESTIONS_ANSWERED),
}


@dataclass(frozen=True, slots=True)
class Series:
    """What a period holds; a part in which nothing happened is in neither of them."""

    starts: Sequence[date]
    parts: Sequence[Part]
    responses: Sequence[Responses]

    def metric(self, name: MetricName, network: str | None) -> Metric:
        kind = METRICS[name]
        total, values = self._values(name, network)
        metric = Metric(
            metric=name,
            unit=kind.unit,
            definition=kind.definition,
            network=network,
            total=total,
            points=self._points(values),
        )
        if name != "decisions":
            return metric
        return DecisionsMetric(**dict(metric), groups=self._groups(network))

    def _values(self, name: MetricName, network: str | None) -> tuple[Value, list[Value]]:
        if name == "first_response_median":
            return self._percentiles({one.index: one.median for one in self._first(network)})
        if name == "first_response_p90":
            return self._percentiles({one.index: one.p90 for one in self._first(network)})
        if name == "questions_answered_share":
            asked = self._counts(Figure.QUESTIONS, network)
            answered = self._counts(Figure.QUESTIONS_ANSWERED, network)
            shares = [_share(one, of) for one, of in zip(answered, asked, strict=True)]
            return _share(sum(answered), sum(asked)), shares
        counts = self._counts(NEEDED[name][0], network)
        return sum(counts), list(counts)

    def _first(self, network: str | None) -> Iterable[Responses]:
        return (one for one in self.responses if one.network == network)

    def _percentiles(self, by_index: Mapping[int | None, float]) -> tuple[Value, list[Value]]:
        return by_index.get(None), [by_index.get(index) for index in range(len(self.starts))]

    def _counts(self, figure: Figure, network: str | None) -> list[int]:
        return self._sum(part for part in self.parts if part.figure == figure and part.network == network)

    def _groups(self, network: str | None) -> list[DecisionGroup]:
        by_group: dict[tuple[str, str], list[Part]] = {}
        for part in self.parts:
            if part.figure == Figure.DECISIONS and part.network == network:
                by_group.setdefault((part.kind, part.reason), []).append(part)
        groups = []
        for (kind, reason), parts in sorted(by_group.items()):
            counts = self._sum(parts)
            groups.append(
                DecisionGroup(
                    kind=cast(DecisionKind, kind),
                    reason=cast(DecisionReason, reason),
                    total=sum(counts),
                    points=self._points(counts),
                )
            )
        return groups

    def _sum(self, parts: Iterable[Part]) -> list[int]:
        counts = [0] * len(self.starts)
        for part in parts:
            counts[part.index] += part.count
        return counts

    def _points(self, values: Sequence[Value]) -> list[Point]:
        return [Point(start=start, value=value) for start, value in zip(self.starts, values, strict=True)]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
