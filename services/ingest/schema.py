"""The schema of ingest in PostgreSQL: metadata for its tables, and where its migrations stand."""

from pathlib import Path

from sqlmodel import SQLModel

from services.runtime.db.migrations import History
from services.runtime.db.tables import service_metadata

HISTORY = History("ingest", Path(__file__).parent / "migrations")


class IngestTable(SQLModel):
    """Base of every table of ingest."""

    metadata = service_metadata("ingest")
