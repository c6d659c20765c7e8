"""Both private engines as one thing: started and ended together, their addresses kept for other commands."""

import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.engines.errors import EngineError
from infra.engines.passwords import write_private
from infra.engines.postgres import Postgres
from infra.engines.valkey import Valkey


@dataclass(frozen=True)
class EngineURLs:
    """Where the engines are; the database's URL is its owner's."""

    database_url: str
    redis_url: str

    def save(self, var: Path) -> None:
        write_private(addresses(var), json.dumps(asdict(self)))

    @classmethod
    def load(cls, var: Path) -> "EngineURLs | None":
        """The private engines that run below `var` now, as noted by whoever started them."""
        try:
            return cls(**json.loads(addresses(var).read_text()))
        except FileNotFoundError:
            return None


def addresses(var: Path) -> Path:
    return var / "keys" / "engines.json"


class PrivateEngines:
    """PostgreSQL and Valkey below `var`; a context manager that leaves nothing running.

    `durable=False` switches fsync off, for tests that do not pull the plug. Only one process at a time may
    hold a folder: a second one gets an EngineError that says so.
    """

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.var = var.resolve()
        self.postgres = Postgres(self.var, durable=durable)
        self.valkey = Valkey(self.var)
        self._lock: int | None = None

    @property
    def urls(self) -> EngineURLs:
        return EngineURLs(self.postgres.url, self.valkey.url)

    def start(self) -> EngineURLs:
        """Start both and note their addresses; on failure nothing is left running."""
        self._lock = hold(self.var)
        try:
            self.postgres.start()
            self.valkey.start()
            self.urls.save(self.var)
        except BaseException:
            self.stop()
            raise
        return self.urls

    def stop(self) -> None:
        """End both; calling twice is harmless."""
        self.valkey.stop()
        self.postgres.stop()
        if self._lock is not None:
            addresses(self.var).unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None

    def forget(self) -> None:
        """In a forked child: let go of the lock and the processes, which remain the parent's."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        self.postgres.daemon.process = None
        self.valkey.daemon.process = None

    def fallen(self) -> dict[str, Callable[[], None]]:
        """By name, how to start each engine that has ended by itself."""
        engines = [
            (self.postgres.daemon, self.postgres.start),
            (self.valkey.daemon, self.valkey.start),
        ]
        return {daemon.name: start for daemon, start in engines if not daemon.is_alive}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def hold(var: Path) -> int:
    """Make the folders and take the lock on them; the lock falls with the last process that has it open."""
    try:
        for name in ("engines", "log", "run"):
            (var / name).mkdir(parents=True, exist_ok=True)
        (var / "keys").mkdir(mode=0o700, exist_ok=True)
        handle = os.open(var / "run" / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise EngineError(
            f"The folder {var} cannot be written ({error.strerror}): make it writable, or name another one "
            "with PALABRE_VAR."
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise EngineError(
            f"Palabre already runs with the folder {var}: end it first, or name another one with PALABRE_VAR."
        ) from error
    return handle
