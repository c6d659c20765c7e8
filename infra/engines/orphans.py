"""Ends what an earlier run left: an engine is known by its program and data folder, never by a pid alone."""

import os
import select
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

from infra.engines.errors import EngineError

PATIENCE_SECONDS = 5.0


def live_in(folder: Path, program: str) -> Iterator[int]:
    """A pidfd of each process that runs `program` in `folder`, to which both engines change at start."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and is_engine(entry, folder, program):
            try:
                handle = os.pidfd_open(int(entry.name))
            except ProcessLookupError:
                continue
            if is_engine(entry, folder, program):  # the pid was not given to another process meanwhile
                yield handle
            else:
                os.close(handle)


def is_engine(entry: Path, folder: Path, program: str) -> bool:
    try:
        # An upgrade of the wheel replaces the file, and the kernel then appends " (deleted)".
        executable = (entry / "exe").readlink().name.removesuffix(" (deleted)")
        return executable == program and (entry / "cwd").readlink() == folder
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return False


def end_all(folder: Path, program: str, signals: Sequence[signal.Signals]) -> None:
    """End every such process: each signal in turn, with patience after each."""
    for number in [*signals, signal.SIGKILL]:
        handles = list(live_in(folder, program))
        try:
            for handle in handles:
                send(handle, number)
            for handle in handles:
                has_ended(handle, PATIENCE_SECONDS)
        finally:
            for handle in handles:
                os.close(handle)
        if not handles:
            return
    if any(True for _ in live_in(folder, program)):
        raise EngineError(f"A {program} left by an earlier run still holds {folder} and does not end.")


def send(handle: int, number: signal.Signals) -> None:
    try:
        signal.pidfd_send_signal(handle, number)
    except ProcessLookupError:
        return


def has_ended(handle: int, seconds: float) -> bool:
    """Wait for the end of a process; its pidfd becomes readable then."""
    readable, _, _ = select.select([handle], [], [], seconds)
    return bool(readable)
