"""Times as a reader in Paris, or in Saint-Denis de la Réunion, would say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from web.rendering.languages import load_language
from web.rendering.times import (
    format_age,
    format_ago,
    format_day,
    format_full,
    format_length,
    format_machine,
    format_moment,
)

NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
FRENCH, ENGLISH = load_language("fr"), load_language("en")


class TestFormatAge:
    @pytest.mark.parametrize(
        ("age", "words"),
        [
            (timedelta(seconds=59), "à l’instant"),
            (timedelta(seconds=60), "1\u00a0min"),
            (timedelta(minutes=59, seconds=59), "59\u00a0min"),
            (timedelta(hours=2, minutes=41), "2\u00a0h\u00a041"),
            (timedelta(hours=23, minutes=5), "23\u00a0h\u00a005"),
            (timedelta(days=3, hours=4), "3\u00a0j"),
        ],
    )
    def test_is_short_and_keeps_number_and_unit_together(self, age: timedelta, words: str) -> None:
        assert format_age(NOW - age, NOW, FRENCH) == words

    def test_a_clock_that_runs_ahead_is_now(self) -> None:
        assert format_age(NOW + timedelta(minutes=3), NOW, FRENCH) == "à l’instant"

    def test_english_counts_days_in_d(self) -> None:
        assert format_age(NOW - timedelta(days=3), NOW, ENGLISH) == "3\u00a0d"


class TestFormatAgo:
    def test_within_the_hour_it_is_relative(self) -> None:
        assert format_ago(NOW - timedelta(minutes=4), NOW, "Europe/Paris", FRENCH) == "il y a 4\u00a0min"

    def test_beyond_it_is_the_moment(self) -> None:
        moment = datetime(2026, 11, 21, 17, 2, tzinfo=UTC)
        assert format_ago(moment, NOW, "Europe/Paris", FRENCH) == "hier 18:02"


class TestFormatDay:
    def test_the_first_of_a_month_is_written_as_in_a_report(self) -> None:
        assert format_day(date(2026, 11, 1), FRENCH) == "1er nov."
        assert format_day(date(2026, 11, 11), FRENCH) == "11 nov."
        assert format_day(date(2026, 11, 1), ENGLISH) == "1 Nov"


class TestFormatMoment:
    def test_today_in_the_reader_s_zone(self) -> None:
        assert format_moment(NOW, NOW, "Europe/Paris", FRENCH) == "aujourd’hui 10:41"

    def test_the_day_changes_where_the_reader_is(self) -> None:
        evening = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)
        assert format_moment(evening, NOW, "Europe/Paris", FRENCH) == "hier 22:30"
        assert format_moment(evening, NOW, "Indian/Reunion", FRENCH) == "aujourd’hui 01:30"

    def test_the_year_is_said_only_when_it_is_another(self) -> None:
        assert format_moment(datetime(2026, 3, 4, 8, tzinfo=UTC), NOW, "UTC", FRENCH) == "4 mars 08:00"
        assert format_moment(datetime(2025, 3, 4, 8, tzinfo=UTC), NOW, "UTC", FRENCH) == "4 mars 2025 08:00"

    def test_the_hour_that_summer_time_repeats(self) -> None:
        before, after = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        assert format_moment(before, NOW, "Europe/Paris", FRENCH) == "25 oct. 02:30"
        assert format_moment(after, NOW, "Europe/Paris", FRENCH) == "25 oct. 02:30"


class TestFormatLength:
    @pytest.mark.parametrize(
        ("seconds", "words"), [(15, "15\u00a0s"), (2290, "38\u00a0min"), (7800, "2\u00a0h\u00a010")]
    )
    def test_takes_the_two_largest_units(self, seconds: float, words: str) -> None:
        assert format_length(seconds, FRENCH) == words

    @pytest.mark.parametrize(
        ("seconds", "words"),
        [
            (4_435, "1\u00a0h\u00a014"),
            (3_599, "1\u00a0h\u00a000"),
            (86_399, "1\u00a0j"),
            (2_930, "49\u00a0min"),
        ],
    )
    def test_is_said_to_the_nearest_minute(self, seconds: float, words: str) -> None:
        assert format_length(seconds, FRENCH) == words

    def test_an_age_counts_minutes_that_are_over(self) -> None:
        assert format_age(NOW - timedelta(seconds=3_599), NOW, FRENCH) == "59\u00a0min"


class TestForMachinesAndTooltips:
    def test_the_attribute_is_utc_with_z(self) -> None:
        assert format_machine(NOW) == "2026-11-22T09:41:00.000Z"

    def test_the_tooltip_is_the_whole_moment(self) -> None:
        assert format_full(NOW, "Europe/Paris", FRENCH).startswith("dimanche 22 novembre 2026")
