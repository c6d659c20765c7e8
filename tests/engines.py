"""One PostgreSQL and one Valkey for a whole test run, started by the first test that asks for them.

pytest's own process only opens a folder. Whichever worker needs the engines first starts `hold`, a process
that keeps them until pytest is gone, also when pytest was killed. Each worker clones the migrated database.
"""

import contextlib
import fcntl
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from infra.engines.pair import EngineURLs, private_engines
from infra.engines.psql import execute
from infra.run.migrate import migrate
from infra.run.operator import OperatorSettings
from services.runtime.keyring import create_keys

FOLDER = "PALABRE_TEST_ENGINES"
# Set for a run that a test of another run starts: the number of that test's worker, whose engines it uses.
WITHIN = "PALABRE_TEST_WITHIN"
# Valkey has 64 numbered databases: those of the workers, and as far above them those of the runs that they start.
FIRST_NUMBER_WITHIN = 32
START_SECONDS = 90


def open_folder() -> None:
    """Called once by pytest's first process; its workers inherit the name."""
    if WITHIN not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix=f"palabre-tests-{os.getpid()}-")


def close_folder() -> None:
    """Remove the folder, unless engines run in it: their holder removes it then."""
    if WITHIN in os.environ:
        return
    folder = Path(os.environ.pop(FOLDER))
    if not (folder / "started").exists():
        shutil.rmtree(folder)


def shared_engines(controller: int) -> EngineURLs:
    """The run's engines, started if nobody has yet; `controller` is the process with whose end they end."""
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "started").exists():
            start_holder(folder, controller)
    urls = EngineURLs.load(folder)
    assert urls is not None, f"the engines of this run have ended; see {folder}/log"
    return urls


def number_of(worker: str) -> int:
    """0 for a run without workers, else 1 for gw0 and so on; in a run within another one it is nobody else's."""
    if WITHIN in os.environ:
        return FIRST_NUMBER_WITHIN + int(os.environ[WITHIN])
    return 0 if worker == "master" else int(worker.removeprefix("gw")) + 1


def start_holder(folder: Path, controller: int) -> None:
    (folder / "started").touch()
    with (folder / "holder.log").open("wb") as log:
        holder = subprocess.Popen(
            [sys.executable, "-m", "tests.engines", str(folder), str(controller)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    assert holder.stdout is not None
    readable, _, _ = select.select([holder.stdout], [], [], START_SECONDS)
    answer = holder.stdout.readline() if readable else b""
    holder.stdout.close()
    # The holder outlives this process by design, and Popen would otherwise warn that it still runs.
    holder.returncode = 0
    assert answer == b"ready\n", (folder / "holder.log").read_text()


def keys_of(folder: Path) -> OperatorSettings:
    """The run's keys: roles belong to the whole cluster, so every database of a run shares one secret."""
    return OperatorSettings(var=folder)


def hold(folder: Path, controller: int) -> None:
    """Keep engines in `folder` until the process `controller` is gone."""
    watched = os.pidfd_open(controller)
    with contextlib.suppress(BrokenPipeError), private_engines(folder, durable=False) as engines:
        create_keys(folder / "keys")
        migrate(engines.urls.database_url, keys_of(folder).secret())
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        select.select([watched], [], [])
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def cloned_database(urls: EngineURLs, name: str) -> Iterator[str]:
    """A database of its own, as the migrations leave it; dropped at the end, whoever is still connected."""
    owner, _, template = urls.database_url.rpartition("/")
    # One of that name is left when a run within this one was killed.
    execute(f"{owner}/postgres", f'drop database if exists "{name}" with (force)')
    execute(f"{owner}/postgres", f'create database "{name}" template "{template}"')
    try:
        yield f"{owner}/{name}"
    finally:
        execute(f"{owner}/postgres", f'drop database "{name}" with (force)')


if __name__ == "__main__":
    hold(Path(sys.argv[1]), int(sys.argv[2]))
