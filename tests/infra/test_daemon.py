"""An engine is waited for until it answers, and one that ends before that says why."""

import signal
import sys
from pathlib import Path

import pytest

from infra.engines.confinement import PLAIN
from infra.engines.daemon import Daemon
from infra.engines.errors import EngineError

WAITING = "import pathlib, signal; pathlib.Path('ready').touch(); signal.pause()"


def start(daemon: Daemon, folder: Path, program: str) -> None:
    daemon.start(
        [sys.executable, "-c", program],
        confinement=PLAIN,
        folder=folder,
        dies_by=signal.SIGKILL,
        is_ready=(folder / "ready").exists,
    )


class TestStart:
    def test_returns_when_the_program_is_ready(self, tmp_path: Path) -> None:
        daemon = Daemon("PostgreSQL", tmp_path / "log")
        start(daemon, tmp_path, WAITING)
        assert ((tmp_path / "ready").exists(), daemon.is_alive) == (True, True)
        daemon.stop([signal.SIGTERM])
        assert not daemon.is_alive

    def test_a_program_that_ends_before_says_its_last_words(self, tmp_path: Path) -> None:
        daemon = Daemon("PostgreSQL", tmp_path / "log")
        with pytest.raises(EngineError, match=r"PostgreSQL ended at its start \(no room left\)"):
            start(daemon, tmp_path, "import sys; sys.exit('no room left')")
