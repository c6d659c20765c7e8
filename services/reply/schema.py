"""The schema of reply in PostgreSQL: metadata for its tables, and where its migrations stand."""

from pathlib import Path

from sqlmodel import SQLModel

from services.runtime.db.migrations import History
from services.runtime.db.tables import service_metadata

HISTORY = History("reply", Path(__file__).parent / "migrations")


class ReplyTable(SQLModel):
    """Base of every table of reply."""

    metadata = service_metadata("reply")
