"""A private MariaDB: a folder of its own, a socket and no port."""

import os
import signal
import subprocess
from pathlib import Path

from infra.engines.confinement import PLAIN
from infra.engines.daemon import Daemon
from tests.real.wordpress.programs import program

DATABASE = "site"
# Nothing here outlives the run, so nothing waits for a disk.
_SETTINGS = (
    "--skip-networking",
    "--skip-grant-tables",
    "--skip-log-bin",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=32M",
    "--performance-schema=off",
)


class MariaDB:
    """Everybody who reaches the socket is let in: it lies in a folder of the owner alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "s"
        self._data = folder / "data"
        self._daemon = Daemon("MariaDB", folder / "mariadb.log")

    def start(self) -> None:
        own = [f"--datadir={self._data}"]
        if os.geteuid() == 0:
            own.append("--user=root")  # MariaDB asks root to say that it means it.
        subprocess.run(
            [program("mariadb-install-db"), "--no-defaults", *own, "--skip-test-db"],
            check=True,
            capture_output=True,
            timeout=60,
        )
        self._daemon.start(
            [program("mariadbd"), "--no-defaults", *own, f"--socket={self.socket}", *_SETTINGS],
            confinement=PLAIN,
            folder=self.folder,
            dies_by=signal.SIGTERM,
            is_ready=self._answers,
        )
        self._client("mysql", f"create database {DATABASE} character set utf8mb4").check_returncode()

    def stop(self) -> None:
        self._daemon.stop([signal.SIGTERM])

    def ask(self, statement: str, *values: str | int) -> list[list[str]]:
        """Run a statement with values for its %s, and return rows of text."""
        statement = statement % tuple(quoted(value) for value in values)
        said = self._client(DATABASE, statement)
        assert said.returncode == 0, said.stderr
        return [line.split("\t") for line in said.stdout.splitlines()]

    def _answers(self) -> bool:
        return self._client("mysql", "select 1").returncode == 0

    def _client(self, database: str, statement: str) -> subprocess.CompletedProcess[str]:
        settings = ("--no-defaults", f"--socket={self.socket}", "--default-character-set=utf8mb4")
        return subprocess.run(
            [program("mariadb"), *settings, "-N", "-B", database, "-e", statement],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )


def quoted(value: str | int) -> str:
    """A value as hexadecimal, which needs no escapes; text is UTF-8."""
    return str(value) if isinstance(value, int) else f"_utf8mb4 x'{value.encode().hex()}'"
