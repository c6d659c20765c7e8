"""Imports what the processes consist of once, before the forks: its pages are then shared by all."""

import gc
import importlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.run.processes import Process

# What is looked up by name when a process starts, and imported by no module of ours.
LOOKED_UP = (
    "asyncpg",
    "cryptography.hazmat.backends.openssl.backend",
    "h11",
    "httpcore",
    "redis.asyncio",
    "sqlalchemy.dialects.postgresql.asyncpg",
    "uvicorn.lifespan.on",
    "uvicorn.loops.uvloop",
    "uvicorn.protocols.http.httptools_impl",
)


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Imports make objects that stay, and to go through them for rubbish is a fifth of the time of importing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def import_all(table: Iterable[Process]) -> None:
    """Raises RuntimeError when an import started a thread, because a process with threads does not fork safely."""
    with nothing_collected():
        for module in (*LOOKED_UP, *(process.target.partition(":")[0] for process in table)):
            importlib.import_module(module)
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads > 1:
        raise RuntimeError(
            f"{threads - 1} threads were started by imports; import what starts them when it is used"
        )
