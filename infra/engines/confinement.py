"""Under which identity an engine runs: PostgreSQL refuses root, and people do run `make run` as root."""

import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from infra.engines.errors import EngineError

LAUNCHER = Path(__file__).with_name("launch.py")
PROBE_SECONDS = 20


@dataclass(frozen=True)
class Confinement:
    """`kind` is what `launch.py` understands: plain, namespace, or uid:N."""

    kind: str

    @property
    def uid(self) -> int | None:
        """The id to which the engine's folder must belong, where it is not ours already."""
        return int(self.kind.removeprefix("uid:")) if self.kind.startswith("uid:") else None

    def wrap(self, command: Sequence[str | Path], dies_by: signal.Signals) -> list[str]:
        """The command that runs `command` so, and receives `dies_by` when this process dies."""
        launcher = [sys.executable, "-I", "-S", str(LAUNCHER), str(os.getpid()), str(int(dies_by)), self.kind]
        return launcher + [str(part) for part in command]

    def start(
        self, command: Sequence[str | Path], *, dies_by: signal.Signals, folder: Path, log: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        """Start a daemon in a session of its own, so that Ctrl-C reaches the runner alone."""
        return subprocess.Popen(
            self.wrap(command, dies_by),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=quiet_environment(),
        )


PLAIN = Confinement("plain")


def quiet_environment() -> dict[str, str]:
    """What an engine needs of our environment: PG* and locale settings of the caller must not change it."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def choose(program: Path, folder: Path) -> Confinement:
    """The first identity under which `program` runs and reaches `folder`; proved by running it."""
    if os.geteuid() != 0:
        return PLAIN
    candidates = [Confinement("namespace"), Confinement(f"uid:{ordinary_uid()}")]
    for candidate in candidates:
        if works(candidate, program, folder.parent):
            settle(folder, candidate.uid or os.geteuid())
            return candidate
    raise EngineError(
        "PostgreSQL does not run as root, this system refuses user namespaces, and the user nobody cannot "
        f"reach {program.parent} and {folder}: start Palabre as an ordinary user, or set "
        "PALABRE_DATABASE_URL and PALABRE_REDIS_URL."
    )


def settle(folder: Path, uid: int) -> None:
    """Make a folder from an earlier run usable by `uid`, since that run may have taken the other way."""
    if not folder.exists() or folder.stat().st_uid == uid:
        return
    owner = folder.stat().st_uid
    if owner not in {os.geteuid(), ordinary_uid()}:
        raise EngineError(
            f"The data in {folder} belong to user {owner}: start Palabre as that user, or name another "
            "folder with PALABRE_VAR."
        )
    hand_over(folder, uid)


def ordinary_uid() -> int:
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return 65534


def works(confinement: Confinement, program: Path, folder: Path) -> bool:
    command: list[str | Path] = [
        "/bin/sh",
        "-c",
        'cd "$1" && exec "$2" --version',
        "probe",
        folder,
        program,
    ]
    try:
        probe = subprocess.run(
            confinement.wrap(command, signal.SIGKILL),
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
            env=quiet_environment(),
        )
    except subprocess.TimeoutExpired:
        return False
    return probe.returncode == 0


def hand_over(folder: Path, uid: int) -> None:
    """Give the engine's own folder, and nothing above it, to the id under which it runs."""
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, uid, uid, follow_symlinks=False)
