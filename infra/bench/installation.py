"""Palabre as `make run` starts it, for benchmarks: a process of its own, ports from the system, gone afterwards."""

import os
import select
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.run.settings import PORTS

READY = "Palabre is ready"
START_SECONDS = 180.0
END_SECONDS = 15.0
PROGRAM = (sys.executable, "-c", "from infra.cli.main import main; main()", "run")


@dataclass(frozen=True)
class Installation:
    """`ready_seconds` is the time from the command to the line that says so."""

    var: Path
    port_base: int
    pid: int
    ready_seconds: float

    def ends_within(self, seconds: float) -> bool:
        """Wait so long for its end; nothing else is expected of it meanwhile."""
        handle = os.pidfd_open(self.pid)
        try:
            return bool(select.select([handle], [], [], seconds)[0])
        finally:
            os.close(handle)


@contextmanager
def running(
    var: Path,
    *,
    program: Sequence[str] = PROGRAM,
    folder: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Installation]:
    """Run until the block ends; raises SystemExit with what was said when it does not become ready."""
    port_base = free_ports()
    said, words = os.pipe()
    started = time.monotonic()
    process = subprocess.Popen(
        program,
        env={
            **os.environ,
            "PALABRE_VAR": str(var),
            "PALABRE_PORT_BASE": str(port_base),
            **(settings or {}),
        },
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=words,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    os.close(words)
    try:
        _wait_for_ready(said)
        yield Installation(var, port_base, process.pid, time.monotonic() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(said)


def _wait_for_ready(said: int) -> None:
    words = b""
    deadline = time.monotonic() + START_SECONDS
    with selectors.DefaultSelector() as selector:
        selector.register(said, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0 and selector.select(left):
            piece = os.read(said, 65_536)
            words += piece
            if READY.encode() in words:
                return
            if not piece:
                break
    raise SystemExit(f"Palabre did not become ready:\n{words.decode(errors='replace')[-2_000:]}")


def free_ports(bases: Iterable[int] = range(23_000, 32_000, PORTS + 1)) -> int:
    """The first of these with as many ports in a row as Palabre takes, free now."""
    for base in bases:
        held: list[socket.socket] = []
        try:
            for offset in range(PORTS):
                probe = socket.socket()
                held.append(probe)
                probe.bind(("127.0.0.1", base + offset))
        except OSError:
            continue
        finally:
            for probe in held:
                probe.close()
        return base
    raise SystemExit("no ports are free")


def processes_of(var: Path) -> list[Path]:
    """Entries of /proc of all that runs for `var`: ours by their environment, the engines by their folder."""
    return [entry for entry in Path("/proc").iterdir() if entry.name.isdigit() and _belongs(entry, var)]


def _belongs(entry: Path, var: Path) -> bool:
    try:
        mark = f"PALABRE_VAR={var}".encode()
        return mark in (entry / "environ").read_bytes().split(b"\0") or (
            (entry / "cwd").readlink().is_relative_to(var)
        )
    except OSError:
        return False
