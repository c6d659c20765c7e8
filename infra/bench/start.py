"""How long a start takes, and how much memory everything holds when nothing happens.

Run by `make bench`. A fresh clone means an empty folder: `.venv` is made and filled from the packages that this
machine has kept; `first_run=False` leaves that out where only the start itself is wanted.
"""

import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from infra.bench.figures import Figure
from infra.bench.installation import Installation, processes_of, running

STARTS = 5
QUIET_SECONDS = 5.0
PATIENCE_SECONDS = 240.0
# Of both cores over QUIET_SECONDS: sweepers and health checks take a little all the time.
QUIET_SHARE = 0.10
CLOCK_TICKS = 100


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        yield _fresh_clone(Path(folder))
        first, again = [], []
        for number in range(STARTS):
            var = Path(folder) / f"var-{number}"
            with running(var, settings={"PALABRE_DEMO": "0"}) as started:
                first.append(started.ready_seconds)
            with running(var, settings={"PALABRE_DEMO": "0"}) as started:
                again.append(started.ready_seconds)
        yield Figure("start, new data folder", _median(first), "s", beside=f"median of {STARTS}")
        yield Figure("start, data folder in use", _median(again), "s", beside=f"median of {STARTS}")
        yield _idle_memory(Path(folder) / "var-memory")


def _fresh_clone(folder: Path) -> Figure:
    clone = folder / "clone"
    subprocess.run(["git", "clone", "-q", ".", str(clone)], check=True)
    with running(folder / "var-clone", program=("make", "run"), folder=clone) as started:
        seconds = started.ready_seconds
    return Figure(
        "fresh clone to the ready line, packages kept",
        round(seconds, 1),
        "s",
        goal="< 15 s",
        is_met=seconds < 15,
        beside="once; `make run` in a new clone",
    )


def _idle_memory(var: Path) -> Figure:
    with running(var, settings={"PALABRE_DEMO": "1"}) as started:
        _wait_for_quiet(started)
        sizes = Counter({entry.name: _proportional(entry) for entry in processes_of(var)})
    megabytes = sum(sizes.values()) / 1024
    return Figure(
        "memory of everything, idle, proportional",
        round(megabytes),
        "MB",
        goal="< 900 MB",
        is_met=megabytes < 900,
        beside=f"{len(sizes)} processes, with the demo's month",
    )


def _wait_for_quiet(started: Installation) -> None:
    """Until all processes together have taken less than a tenth of a core for some seconds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        before = _cpu_seconds(started.var)
        if started.ends_within(QUIET_SECONDS):
            break
        if _cpu_seconds(started.var) - before < QUIET_SECONDS * QUIET_SHARE:
            return
    raise SystemExit("Palabre did not come to rest")


def _cpu_seconds(var: Path) -> float:
    total = 0
    for entry in processes_of(var):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / CLOCK_TICKS


def _proportional(entry: Path) -> int:
    """Kilobytes: shared pages count in parts, so that the sum over processes is what the machine holds."""
    try:
        lines = (entry / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _median(seconds: list[float]) -> float:
    return round(statistics.median(seconds), 1)
