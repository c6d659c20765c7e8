"""`palabre run` on an empty folder plays the demo's month beside everything else, and its workers wait for its end."""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.demo.stage.progress import Progress
from tests.installation import Installation, free_port_base, left_of, palabre, wait_until

# What it waits for may take two minutes and a half together.
pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]

READY = "Palabre is ready"
OVER = "The demo's month has been played"


def progress_of(installation: Installation) -> Progress:
    progress = Progress.read(installation.var)
    assert progress is not None
    return progress


def runs(installation: Installation, name: str) -> bool:
    return name in left_of(installation.var).values()


@pytest.mark.journey
class TestDemo:
    def test_nobody_waits_for_it(self, tmp_path: Path) -> None:
        """Ready before its end; killed it goes on; ended it lets go; by hand it is refused meanwhile."""
        with Installation(tmp_path / "var", free_port_base(), PALABRE_DEMO="1") as installation:
            installation.wait_for(READY)
            assert progress_of(installation).state != "played"
            assert not runs(installation, "ingest worker")
            twin = palabre("demo", settings=installation.settings)
            assert (twin.returncode, "already runs" in twin.stderr) == (1, True)
            wait_until(lambda: progress_of(installation).done > 5, 60, "the month does not get on")
            kill(installation, "demo month")
            installation.wait_for("demo month was ended by SIGKILL: it starts again in 0.5 s", seconds=20)
            before = progress_of(installation).done
            wait_until(lambda: progress_of(installation).done > before, 60, "the month was not taken up")
            assert installation.end() < 5
            assert left_of(installation.var) == {}

    def test_workers_begin_when_it_is_over(self, tmp_path: Path) -> None:
        """The play begins where nothing is left of the story, and only comes to its end."""
        begun = Progress(now=datetime.now(UTC), state="playing", done=10_000)
        begun.changed(tmp_path / "var")
        with Installation(tmp_path / "var", free_port_base(), PALABRE_DEMO="1") as installation:
            installation.wait_for(OVER, seconds=90)
            wait_until(lambda: runs(installation, "ingest worker"), 20, "the workers did not begin")
            installation.end()
        with Installation(installation.var, installation.port_base, PALABRE_DEMO="1") as again:
            again.wait_for(READY)
            assert [line for line in again.said if "month" in line] == []
            wait_until(lambda: runs(again, "ingest worker"), 20, "the workers did not begin")
            again.end()


def kill(installation: Installation, name: str) -> None:
    os.kill(next(pid for pid, comm in left_of(installation.var).items() if comm == name), signal.SIGKILL)


class TestByHand:
    def test_comes_to_its_end_where_nothing_runs(self, tmp_path: Path) -> None:
        begun = Progress(now=datetime.now(UTC), state="playing", done=10_000)
        begun.changed(tmp_path / "var")
        settings = {"PALABRE_VAR": str(tmp_path / "var"), "PALABRE_PORT_BASE": str(free_port_base())}
        played = palabre("demo", settings=settings)
        assert (played.returncode, played.stderr) == (0, "")
        assert OVER in played.stdout
        assert left_of(tmp_path / "var") == {}
        again = palabre("demo", settings=settings)
        assert again.stdout == "The demo's month has been played here before.\n"

    def test_without_its_site_it_is_refused(self, tmp_path: Path) -> None:
        refused = palabre("demo", settings={"PALABRE_VAR": str(tmp_path), "PALABRE_DEMO": "0"})
        assert refused.returncode == 1
        assert refused.stderr.startswith("Set PALABRE_DEMO=1: ")
