"""Runs statements on the private PostgreSQL by its own client, so that no event loop is needed for them."""

import subprocess
from urllib.parse import urlsplit

from infra.engines.binaries import postgres_program
from infra.engines.confinement import quiet_environment
from infra.engines.errors import EngineError


def execute(database_url: str, statements: str, **variables: str) -> None:
    """Run statements one by one, with `:'name'` for variables; EngineError repeats the server's refusal."""
    parts = urlsplit(database_url)
    # The password travels in the environment: a process list shows arguments to everybody.
    without_password = parts._replace(netloc=f"{parts.username}@{parts.hostname}:{parts.port}").geturl()
    sets = "".join(f"\\set {name} '{value}'\n" for name, value in variables.items())
    done = subprocess.run(
        [postgres_program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", without_password],
        input=sets + statements,
        env=quiet_environment() | {"PGPASSWORD": parts.password or "", "PGCLIENTENCODING": "UTF8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise EngineError(f"PostgreSQL refused a statement: {done.stderr.strip()}")
