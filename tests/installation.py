"""Palabre as its operator runs it: a real process, what it says, and what it leaves behind."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from infra.bench.installation import free_ports, processes_of

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "-c", "from infra.cli.main import main; main()"]
START_SECONDS = 60.0


def palabre(*arguments: str, settings: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    return own | dict(settings)


class Installation:
    """`palabre run` with settings of its own; use it as a context, and it is gone afterwards.

    Of the demo it has the site alone unless it is said: a test has clients of its own.
    """

    def __init__(self, var: Path, port_base: int, **settings: str) -> None:
        self.var = var
        self.port_base = port_base
        self.settings = {"PALABRE_VAR": str(var), "PALABRE_PORT_BASE": str(port_base)}
        self.settings |= {"PALABRE_DEMO": "site", **settings}
        self.said: list[str] = []

    def __enter__(self) -> "Installation":
        self.process = subprocess.Popen(
            [*PROGRAM, "run"],
            env=environment(self.settings),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        wait_until(lambda: not left_of(self.var), 10, f"processes of {self.var} remain")

    def wait_for(self, words: str, seconds: float = START_SECONDS) -> str:
        """The next line that holds `words`; fails with all that was said when it does not come in time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                break
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"{words!r} was not said in {seconds:g} s, but: {self.said}")

    def end(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Send a signal and return after how many seconds the runner was gone."""
        begin = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - begin

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip())
        self._lines.put(None)


def wait_until(condition: Callable[[], object], seconds: float, words: str) -> None:
    assert comes_true(condition, seconds), words


def comes_true(condition: Callable[[], object], seconds: float, *, every: float = 0.02) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(every)  # What other processes do is seen only by looking again; the bound stands above.
    return True


def left_of(var: Path) -> dict[int, str]:
    """Every live process that was started for `var` or works below it, by pid, with its name."""
    return {int(entry.name): name_of(entry) for entry in processes_of(var) if int(entry.name) != os.getpid()}


def name_of(entry: Path) -> str:
    try:
        return (entry / "comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return "gone"


def free_port_base() -> int:
    """Below the ports that the system gives out, and apart for each worker and each run."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 20_000 + worker % 10 * 1_000
    return free_ports(range(first + os.getpid() % 70 * 7, first + 1_000, 7))
