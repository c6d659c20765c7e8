"""What the workplace tells of the demo's month is what the demo has noted of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.demo.stage.progress import Progress
from web.preparation import month_file, percent_prepared

BEGUN = Progress(now=datetime(2026, 11, 22, 9, tzinfo=UTC))


class TestPercentPrepared:
    @pytest.mark.parametrize(("done", "total", "told"), [(0, 0, 0), (0, 7, 0), (2, 7, 28), (7, 7, 100)])
    def test_a_month_that_is_played_tells_how_far_it_is(
        self, tmp_path: Path, done: int, total: int, told: int
    ) -> None:
        BEGUN.changed(tmp_path, state="playing", done=done, total=total)
        assert percent_prepared(tmp_path) == told

    @pytest.mark.parametrize("state", ["new", "played", "declined", "given_up"])
    def test_any_other_month_tells_nothing(self, tmp_path: Path, state: str) -> None:
        BEGUN.changed(tmp_path, state=state, done=2, total=7)
        assert percent_prepared(tmp_path) is None

    def test_where_there_is_none_or_an_unreadable_one_nothing_is_told(self, tmp_path: Path) -> None:
        assert percent_prepared(tmp_path) is None
        BEGUN.changed(tmp_path, state="playing", done=2, total=7)
        month_file(tmp_path).write_text('{"state": "playing", "done": "some"}')
        assert percent_prepared(tmp_path) is None
        assert Progress.read(tmp_path) is None

    def test_the_demo_reads_back_all_that_it_noted(self, tmp_path: Path) -> None:
        noted = BEGUN.changed(tmp_path, state="playing", done=2, total=7, tries=1)
        assert Progress.read(tmp_path) == noted
