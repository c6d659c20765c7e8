"""What both engines share: a program in the foreground, its log, waiting until it answers, ending it."""

import contextlib
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from infra.engines.confinement import Confinement
from infra.engines.errors import EngineError

READY_SECONDS = 60.0  # recovery after a crash replays up to one checkpoint's worth of WAL
STOP_SECONDS = 1.5  # two of them fit into the five seconds within which everything ends
LOG_BYTES = 10_000_000
TAIL_LINES = 3


class Daemon:
    """One engine process; `start` after `stop` is allowed, `stop` twice is harmless."""

    def __init__(self, name: str, log: Path) -> None:
        self.name = name
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(
        self,
        command: Sequence[str | Path],
        *,
        confinement: Confinement,
        folder: Path,
        dies_by: signal.Signals,
        is_ready: Callable[[], bool],
    ) -> None:
        """Start and wait until `is_ready`; raises EngineError with the end of the log when it cannot."""
        mode = "wb" if self.log.exists() and self.log.stat().st_size > LOG_BYTES else "ab"
        with self.log.open(mode) as log:
            self.process = confinement.start(command, dies_by=dies_by, folder=folder, log=log)
        deadline = time.monotonic() + READY_SECONDS
        while not is_ready():
            if self.process.poll() is not None:
                raise EngineError(f"{self.name} ended at its start ({self.tail()}); its log is {self.log}.")
            if time.monotonic() > deadline:
                self.stop([signal.SIGINT])
                raise EngineError(
                    f"{self.name} was not ready after {READY_SECONDS:.0f} s; its log is {self.log}."
                )
            time.sleep(0.02)  # Ready is seen only by asking, within the bound above.

    def stop(self, signals: Sequence[signal.Signals]) -> None:
        """Each signal in turn, then SIGKILL; returns when the process is gone."""
        if self.process is None:
            return
        for number in [*signals, signal.SIGKILL]:
            if self.process.poll() is not None:
                break
            self.process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
        self.process = None

    def tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return " / ".join(line.strip() for line in lines[-TAIL_LINES:])


def free_port() -> int:
    """A loopback port that nobody holds now; the caller tries another when it was taken meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
