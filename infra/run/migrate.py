"""Brings every schema to its newest migration, as the owner of the database."""

import asyncio
from pathlib import Path
from urllib.parse import unquote, urlsplit

from infra.run.errors import RunError
from infra.run.reach import reason_of
from services.contracts.topology import SERVICES
from services.runtime.db.migrations import History, upgrade

ROOT = Path(__file__).resolve().parents[2]
# SQLSTATE 42501: https://www.postgresql.org/docs/current/errcodes-appendix.html
INSUFFICIENT_PRIVILEGE = "42501"


def histories() -> list[History]:
    """Those of the four services and of web's identity."""
    return [
        *(History(service, ROOT / "services" / service / "migrations") for service in SERVICES),
        History("web", ROOT / "web" / "migrations"),
    ]


def migrate(database_url: str, secret: bytes) -> None:
    """Twice is harmless; raises RunError with what PostgreSQL objects to."""
    from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

    try:
        asyncio.run(upgrade(database_url, histories(), secret))
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") != INSUFFICIENT_PRIVILEGE:
            raise
        raise RunError(
            f"The database's owner may not migrate it ({reason_of(error.orig or error)}): `palabre migrate --for-dba` "
            "prints what a DBA must run."
        ) from error
    except (SQLAlchemyError, OSError, ValueError) as error:
        raise RunError(f"The database cannot be migrated: {reason_of(error)}") from error


def statements(database_url: str) -> str:
    """What a DBA runs in the database, once, so that its owner can migrate it."""
    parts = urlsplit(database_url)
    owner, database = quoted(unquote(parts.username or "")), quoted(unquote(parts.path.lstrip("/")))
    return "\n".join(
        [
            "create extension if not exists pg_trgm;",
            "create extension if not exists unaccent;",
            f"grant create on database {database} to {owner};",
            f"alter role {owner} createrole; -- it makes two roles a service, which own nothing",
        ]
    )


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
