"""The private Valkey: the doorbell between the services, loopback only, with a password."""

import signal
import socket
from pathlib import Path

from infra.engines import orphans
from infra.engines.binaries import valkey_server
from infra.engines.confinement import PLAIN
from infra.engines.daemon import Daemon, free_port
from infra.engines.errors import EngineError
from infra.engines.passwords import password, write_private

ATTEMPTS = 3
PROGRAM = "valkey-server"

# The append-only file is flushed every second: what a crash loses is bells, and a sweeper rings those again.
# 64 numbered databases leave one for each parallel test.
CONFIGURATION = """\
bind 127.0.0.1
protected-mode yes
port {port}
requirepass {password}
dir {folder}
daemonize no
databases 64
appendonly yes
appendfsync everysec
save ""
loglevel notice
"""


class Valkey:
    """Keeps its port over restarts in this process, as PostgreSQL does."""

    def __init__(self, var: Path) -> None:
        self.folder = var / "engines" / "valkey"
        self.keys = var / "keys"
        self.daemon = Daemon("Valkey", var / "log" / "valkey.log")
        self.port: int | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        orphans.end_all(self.folder, PROGRAM, [signal.SIGTERM])
        if self.port is not None:
            self._run(self.port)
            return
        for attempt in range(1, ATTEMPTS + 1):
            self.port = free_port()
            try:
                self._run(self.port)
                return
            except EngineError:
                if attempt == ATTEMPTS or "Address already in use" not in self.daemon.tail():
                    raise

    def stop(self) -> None:
        self.daemon.stop([signal.SIGTERM])

    @property
    def _password(self) -> str:
        return password(self.keys, "valkey")

    def _run(self, port: int) -> None:
        configuration = self.folder / "valkey.conf"
        write_private(
            configuration,
            CONFIGURATION.format(port=port, password=self._password, folder=quoted(self.folder)),
        )
        self.daemon.start(
            [valkey_server(), configuration],
            confinement=PLAIN,
            folder=self.folder,
            dies_by=signal.SIGTERM,
            is_ready=lambda: self._answers(port),
        )

    def _answers(self, port: int) -> bool:
        """True once it has loaded its file: until then a PING is answered with an error."""
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                connection.shutdown(socket.SHUT_WR)
                answer = b"".join(iter(lambda: connection.recv(1024), b""))
        except OSError:
            return False
        return answer.endswith(b"+PONG\r\n")


def quoted(path: Path) -> str:
    """A path as the configuration file reads it: in double quotes with C escapes."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
