"""The private PostgreSQL: one cluster below PALABRE_VAR, loopback only, with a password."""

import signal
from pathlib import Path

from infra.engines import orphans
from infra.engines.binaries import postgres_program
from infra.engines.cluster import DATABASE, OWNER, make_cluster, make_database, role_password
from infra.engines.confinement import Confinement, choose
from infra.engines.daemon import Daemon, free_port
from infra.engines.errors import EngineError

FAST_SHUTDOWN = [signal.SIGINT, signal.SIGQUIT]
ATTEMPTS = 3
LOCK_FILE_STATE_LINE = 7

# Small enough for a laptop beside a browser: nine processes with small pools need fewer than 120 connections,
# and a small shared_buffers leaves the system's page cache to work.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "jit": "off",
    # Until a table's first statistics, its queries walk through all rows of a client: at 500 new messages a second
    # they took half a second each, and the usual minute until then left a queue seven seconds behind.
    "autovacuum_naptime": "5s",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# Only for tests that do not pull the plug: a lost cluster costs them nothing, and each commit is cheaper. A vacuum that
# comes by itself belongs to the superuser, so that an owner who drops a test's database would be refused.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    # Passwords are random here, so that none can be guessed, and each of some thousand connections reckons them anew.
    "scram_iterations": "1",
}


class Postgres:
    """Chooses a port at its first start and keeps it over later starts in this process."""

    def __init__(self, var: Path, *, durable: bool) -> None:
        self.folder = var / "engines" / "postgres"
        self.keys = var / "keys"
        self.settings = SETTINGS | ({} if durable else FORGETFUL)
        self.daemon = Daemon("PostgreSQL", var / "log" / "postgres.log")
        self.port: int | None = None
        self._confinement: Confinement | None = None

    @property
    def url(self) -> str:
        """The owner's URL: it makes schemas and roles and is no superuser, as a DBA would give it."""
        return f"postgresql://{OWNER}:{role_password(self.keys, OWNER)}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self) -> None:
        """Start, or start again after a crash; what was committed is there."""
        if self._confinement is None:
            self._confinement = choose(postgres_program("postgres"), self.folder)
        make_cluster(self.folder, self.keys, self._confinement)
        orphans.end_all(self.folder, "postgres", FAST_SHUTDOWN)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)  # its process is gone: end_all has looked
        if self.port is not None:
            self._run(self._confinement, self.port)
        else:
            self.port = self._run_somewhere(self._confinement)
            make_database(self.keys, self.port)

    def stop(self) -> None:
        self.daemon.stop(FAST_SHUTDOWN)

    def _run_somewhere(self, confinement: Confinement) -> int:
        for _ in range(ATTEMPTS - 1):
            port = free_port()
            try:
                self._run(confinement, port)
            except EngineError:
                if "could not create any TCP/IP sockets" not in self.daemon.tail():
                    raise
            else:
                return port
        port = free_port()
        self._run(confinement, port)
        return port

    def _run(self, confinement: Confinement, port: int) -> None:
        command: list[str | Path] = [postgres_program("postgres"), "-D", self.folder, "-p", str(port)]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        self.daemon.start(
            command,
            confinement=confinement,
            folder=self.folder,
            dies_by=signal.SIGINT,
            is_ready=self._is_ready,
        )

    def _is_ready(self) -> bool:
        """The postmaster's state is the eighth line of its lock file, which is what pg_ctl waits for."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > LOCK_FILE_STATE_LINE and lines[LOCK_FILE_STATE_LINE].strip() == "ready"
