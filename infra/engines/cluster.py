"""Makes the private PostgreSQL's cluster, its owner and its database, once."""

import shutil
import signal
import subprocess
from pathlib import Path

from infra.engines.binaries import postgres_program
from infra.engines.confinement import Confinement, hand_over, quiet_environment
from infra.engines.errors import EngineError
from infra.engines.passwords import password, write_private
from infra.engines.psql import execute

DATABASE = "palabre"
OWNER = "palabre"
SUPERUSER = "postgres"

# psql quotes its variables, and \gexec runs what a query answers: nothing, if the thing stands already.
MAKE_DATABASE = """
select format('create role %I login createrole createdb password %L', :'owner', :'secret')
where not exists (select from pg_roles where rolname = :'owner') \\gexec
select format('create database %I owner %I', :'database', :'owner')
where not exists (select from pg_database where datname = :'database') \\gexec
"""


def role_password(keys: Path, role: str) -> str:
    return password(keys, f"postgres-{role}")


def make_cluster(folder: Path, keys: Path, confinement: Confinement) -> None:
    """Make `folder` unless it stands; it gets its name only when whole, so an interruption is harmless.

    C.UTF-8 sorts the same on every system; French order is the application's business.
    """
    if folder.exists():
        return
    unfinished = folder.with_name("postgres.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    secret = folder.with_name("initial-password")  # initdb takes it from a file that it can read
    write_private(secret, role_password(keys, SUPERUSER))
    if confinement.uid is not None:
        hand_over(unfinished, confinement.uid)
        hand_over(secret, confinement.uid)
    command: list[str | Path] = [postgres_program("initdb"), "--pgdata", unfinished]
    command += [
        "--auth=scram-sha-256",
        f"--username={SUPERUSER}",
        f"--pwfile={secret}",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]
    made = subprocess.run(
        confinement.wrap(command, signal.SIGKILL), capture_output=True, check=False, env=quiet_environment()
    )
    secret.unlink()
    if made.returncode != 0:
        raise EngineError(f"PostgreSQL could not make {folder}: {made.stderr.decode().strip()}")
    unfinished.rename(folder)


def make_database(keys: Path, port: int) -> None:
    """Make the owner and its database; harmless when they stand already."""
    execute(
        f"postgresql://{SUPERUSER}:{role_password(keys, SUPERUSER)}@127.0.0.1:{port}/postgres",
        MAKE_DATABASE,
        owner=OWNER,
        secret=role_password(keys, OWNER),
        database=DATABASE,
    )
