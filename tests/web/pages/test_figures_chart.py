"""The chart of days: bars stand on the base, within the frame, whatever the figures."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from web.pages.desk.queue import rate_pressure
from web.pages.figures.chart import draw_chart

FIRST = date(2026, 11, 1)


class TestDrawChart:
    def test_no_days_is_an_empty_chart_with_a_scale(self) -> None:
        chart = draw_chart([])
        assert chart.bars == ()
        assert [line.value for line in chart.lines] == [1, 2, 3, 4]

    def test_the_scale_ends_just_above_the_most(self) -> None:
        assert [line.value for line in draw_chart([(FIRST, 702, 60)]).lines] == [200, 400, 600, 800]

    def test_hidden_is_part_of_received(self) -> None:
        bar = draw_chart([(FIRST, 10, 25)]).bars[0]
        assert bar.part_height == bar.height

    def test_a_month_names_only_as_many_days_as_fit(self) -> None:
        chart = draw_chart([(FIRST + timedelta(days=index), index, 0) for index in range(31)])
        assert sum(bar.is_named for bar in chart.bars) == 8

    @given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), max_size=100))
    def test_every_bar_stays_inside_and_stands_on_the_base(self, figures: list[tuple[int, int]]) -> None:
        chart = draw_chart([(FIRST + timedelta(days=i), a, b) for i, (a, b) in enumerate(figures)])
        for bar in chart.bars:
            assert bar.y >= 0
            assert abs(bar.y + bar.height - chart.base) < 0.02
            assert bar.x + bar.width <= chart.width + 0.02


class TestRatePressure:
    def test_words_follow_the_priority(self) -> None:
        assert [rate_pressure(p) for p in (100, 50, 49, 30, 29, 0)] == ["urgent"] * 2 + ["soon"] * 2 + [
            "calm"
        ] * 2
