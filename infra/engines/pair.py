"""Both private engines as one thing: started and ended together, their addresses kept for other commands."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.engines.folder import held
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
    """PostgreSQL and Valkey in a folder whose lock the caller holds.

    `durable=False` switches fsync off, for tests that do not pull the plug.
    """

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.var = var.resolve()
        self.postgres = Postgres(self.var, durable=durable)
        self.valkey = Valkey(self.var)

    @property
    def urls(self) -> EngineURLs:
        return EngineURLs(self.postgres.url, self.valkey.url)

    def start(self) -> None:
        """Start both and note their addresses; on failure nothing is left running."""
        try:
            self.postgres.start()
            self.valkey.start()
            self.urls.save(self.var)
        except BaseException:  # also a Ctrl-C: an engine that was started must not stay
            self.stop()
            raise

    def stop(self) -> None:
        """End both; calling twice is harmless."""
        self.valkey.stop()
        self.postgres.stop()
        addresses(self.var).unlink(missing_ok=True)

    def fallen(self) -> dict[str, Callable[[], None]]:
        """By name, how to start each engine that has ended by itself."""
        engines = [
            (self.postgres.daemon, self.postgres.start),
            (self.valkey.daemon, self.valkey.start),
        ]
        return {daemon.name: start for daemon, start in engines if not daemon.is_alive}


@contextlib.contextmanager
def private_engines(var: Path, *, durable: bool = True) -> Iterator[PrivateEngines]:
    """Run both engines in `var`, holding its lock, and leave nothing running.

    Raises EngineError: the folder cannot be written or is in use, or an engine does not start.
    """
    with held(var):
        engines = PrivateEngines(var, durable=durable)
        engines.start()
        try:
            yield engines
        finally:
            engines.stop()
