"""Points at which a test lets a process die: nothing anywhere else, and the end where a test's setting names one."""

import os
import subprocess
import sys
from signal import SIGKILL

import pytest

from services.runtime.points import CLOCK_FILE, DIE_AT, POINTS, Point

PROGRAM = (
    "from services.runtime.points import Point\n"
    "for name in ('brewed', 'poured'):\n"
    "    Point(f'coffee.{name}').reach()\n"
    "    print(name, flush=True)\n"
)


def ended(**settings: str) -> tuple[int, list[str]]:
    """How a process with these settings ends, and which points it has passed."""
    own = {name: value for name, value in os.environ.items() if name not in {DIE_AT, CLOCK_FILE}}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=own | settings, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.split()


class TestReach:
    def test_kills_at_the_point_that_is_named(self) -> None:
        assert ended(**{DIE_AT: "coffee.poured", CLOCK_FILE: "clock"}) == (-SIGKILL, ["brewed"])

    @pytest.mark.parametrize(
        "settings",
        [{}, {CLOCK_FILE: "clock"}, {DIE_AT: "coffee.poured"}, {DIE_AT: "tea.poured", CLOCK_FILE: "clock"}],
        ids=["no setting", "only a clock", "no clock to move", "another point"],
    )
    def test_passes_on_otherwise(self, settings: dict[str, str]) -> None:
        assert ended(**settings) == (0, ["brewed", "poured"])


class TestNames:
    def test_one_name_is_one_point(self) -> None:
        name = next(iter(POINTS), None) or Point("coffee.ground").name
        with pytest.raises(ValueError, match="two points"):
            Point(name)
