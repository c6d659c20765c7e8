"""Percentiles read from bands are those of all values sorted."""

import statistics
from bisect import bisect_right
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.reporting.facts.domain import Figure, Part
from services.reporting.facts.domain.percentiles import BANDS, Plan
from tests.reporting.metrics.recount import ninetieth

SECONDS = st.lists(st.one_of(st.just(0.0), st.floats(0, 10**9), st.sampled_from(BANDS)), min_size=1)


def band_of(seconds: float) -> int:
    """As PostgreSQL's width_bucket says it."""
    return bisect_right(BANDS, seconds)


class TestPlan:
    @given(days=st.lists(SECONDS, min_size=1, max_size=4))
    def test_each_part_and_the_whole_have_their_own(self, days: list[list[float]]) -> None:
        parts = [
            Part(index, None, Figure.RESPONSES, str(band), "", count)
            for index, values in enumerate(days)
            for band, count in Counter(map(band_of, values)).items()
        ]
        plan = Plan.of(parts)
        everything = [value for values in days for value in values]
        read = {}
        for one in plan.slices():
            values = sorted(everything if one.index is None else days[one.index])
            read[one] = [value for value in values if band_of(value) == one.band][one.skip :][: one.take]
        assert plan.is_met_by(read)
        found = {one.index: (one.median, one.p90) for one in plan.solve(read)}
        expected: dict[int | None, list[float]] = {**dict(enumerate(days)), None: everything}
        assert found.keys() == expected.keys()
        for index, values in expected.items():
            median, p90 = found[index]
            assert abs(median - statistics.median(values)) <= 1e-6 * max(1, median)
            assert abs(p90 - (ninetieth(values) or 0)) <= 1e-6 * max(1, p90)

    def test_a_value_that_has_gone_meanwhile_is_noticed(self) -> None:
        plan = Plan.of([Part(0, None, Figure.RESPONSES, "3", "", 2)])
        read = {one: [2.0] * one.take for one in plan.slices()}
        assert plan.is_met_by(read)
        assert not plan.is_met_by({one: values[1:] for one, values in read.items()})

    def test_nothing_has_none(self) -> None:
        assert (Plan.of([]).slices(), Plan.of([]).solve({})) == ([], [])

    def test_bands_grow(self) -> None:
        assert all(low < high for low, high in pairwise(BANDS))
