"""Brings every schema to its newest migration, as the owner of the database."""

import asyncio
from pathlib import Path

from infra.run.errors import RunError
from infra.run.reach import reason_of
from services.contracts.topology import SERVICES
from services.runtime.db.migrations import History, upgrade

ROOT = Path(__file__).resolve().parents[2]


def histories() -> list[History]:
    """Those of the four services and of web's identity."""
    return [
        *(History(service, ROOT / "services" / service / "migrations") for service in SERVICES),
        History("web", ROOT / "web" / "migrations"),
    ]


def migrate(database_url: str, secret: bytes) -> None:
    """Twice is harmless; raises RunError with what PostgreSQL objects to."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        asyncio.run(upgrade(database_url, histories(), secret))
    except (SQLAlchemyError, OSError, ValueError) as error:
        raise RunError(f"The database cannot be migrated: {reason_of(error)}") from error
