"""The curve stands where its figures say."""

from tests.web.fakes.learning import make_curve
from web.pages.learning.curve import draw_curve


class TestCurve:
    def test_a_better_week_stands_higher_and_a_later_one_further_right(self) -> None:
        first, second, third = draw_curve(make_curve(weeks=3).weeks).marks
        assert first.x < second.x < third.x
        assert first.y > second.y > third.y
        assert first.high_y < first.y < first.low_y

    def test_the_general_model_has_a_line_where_it_says_otherwise(self) -> None:
        assert draw_curve(make_curve(weeks=1).weeks).general_line == ""
        assert draw_curve(make_curve(weeks=3).weeks).general_line.count(",") == 3

    def test_without_weeks_there_is_nothing_to_draw(self) -> None:
        assert draw_curve([]).marks == ()
