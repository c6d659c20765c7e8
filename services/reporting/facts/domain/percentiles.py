"""Exact percentiles without sorting a month: tallies say in which band a rank lies, and only that band is read.

A band is a range of seconds; its number grows with the seconds, so ranks of all values follow from the counts of
bands. A month of 100,000 first responses is then a few thousand values to sort instead of all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from services.reporting.facts.domain import Part

# Fixed for ever: rows keep the number of their band. Each is longer than the one before by the root of two, from
# one second to four years; an answer within a second is in band 0.
BANDS: tuple[float, ...] = tuple(round(2 ** (n / 2), 3) for n in range(54))
MEDIAN, P90 = 0.5, 0.9


@dataclass(frozen=True, slots=True, order=True)
class Responses:
    """Median and ninetieth percentile, in seconds, of the first responses of one part of a period.

    `index` is None for the whole period, `network` for all of those asked for.
    """

    index: int | None
    network: str | None
    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class Slice:
    """Values of one band of one part, in order, from the one after `skip`; `index` None is the whole period."""

    index: int | None
    network: str | None
    band: int
    skip: int
    take: int


@dataclass(frozen=True, slots=True)
class _Group:
    """How many first responses each band of one part holds."""

    index: int | None
    network: str | None
    counts: Mapping[int, int]

    def slices(self, quantile: float) -> list[Slice]:
        """Return where the one or two values lie between which the quantile is."""
        place = quantile * (sum(self.counts.values()) - 1)
        first, last = self._find(floor(place)), self._find(ceil(place))
        if first[0] == last[0]:
            return [Slice(self.index, self.network, first[0], first[1], last[1] - first[1] + 1)]
        return [Slice(self.index, self.network, band, skip, 1) for band, skip in (first, last)]

    def between(self, quantile: float, values: Sequence[float]) -> float:
        """Return the quantile from the values that its slices gave, by linear interpolation."""
        place = quantile * (sum(self.counts.values()) - 1)
        return values[0] + (values[-1] - values[0]) * (place - floor(place))

    def _find(self, rank: int) -> tuple[int, int]:
        """Return the band of a rank, counted from 0, and how many values of that band come before it."""
        left = rank
        for band, count in sorted(self.counts.items()):
            if left < count:
                return band, left
            left -= count
        raise IndexError(rank)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read to know every percentile of a period."""

    groups: Sequence[_Group]

    @classmethod
    def of(cls, parts: Iterable[Part]) -> "Plan":
        """Plan from tallies of bands: for each part and network, and for the whole period."""
        counts: dict[tuple[int | None, str | None], dict[int, int]] = {}
        for part in parts:
            for index in (part.index, None):
                bands = counts.setdefault((index, part.network), {})
                bands[int(part.kind)] = bands.get(int(part.kind), 0) + part.count
        return cls([_Group(index, network, bands) for (index, network), bands in counts.items()])

    def slices(self) -> list[Slice]:
        return [one for group in self.groups for quantile in (MEDIAN, P90) for one in group.slices(quantile)]

    def is_met_by(self, values: Mapping[Slice, Sequence[float]]) -> bool:
        """Whether every slice holds as many values as were counted: a fact may be kept between two questions."""
        return all(len(values[one]) == one.take for one in self.slices())

    def solve(self, values: Mapping[Slice, Sequence[float]]) -> list[Responses]:
        """Return the percentiles, given values that meet the plan."""
        return [
            Responses(group.index, group.network, _solve(group, MEDIAN, values), _solve(group, P90, values))
            for group in self.groups
        ]


def _solve(group: _Group, quantile: float, values: Mapping[Slice, Sequence[float]]) -> float:
    found = [value for one in group.slices(quantile) for value in values[one]]
    return group.between(quantile, found)
