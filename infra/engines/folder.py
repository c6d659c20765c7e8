"""The folder PALABRE_VAR: its rooms, and the lock by which a second run finds out that it is one."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from infra.engines.errors import EngineError


@contextlib.contextmanager
def held(var: Path) -> Iterator[int]:
    """Make the folder's rooms and hold its lock, whose descriptor this yields.

    A forked child must close the descriptor: the lock falls with the last process that has it open.
    """
    lock = take(var)
    try:
        yield lock
    finally:
        os.close(lock)


def take(var: Path) -> int:
    try:
        for name in ("engines", "log", "run"):
            (var / name).mkdir(parents=True, exist_ok=True)
        (var / "keys").mkdir(mode=0o700, exist_ok=True)
        lock = os.open(var / "run" / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise EngineError(
            f"The folder {var} cannot be written ({error.strerror}): make it writable, or name another one "
            "with PALABRE_VAR."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise EngineError(
            f"Palabre already runs with the folder {var}: end it first, or name another one with PALABRE_VAR."
        ) from error
    return lock
