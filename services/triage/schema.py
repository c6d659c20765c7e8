"""The schema of triage in PostgreSQL: metadata for its tables, and where its migrations stand."""

from pathlib import Path

from sqlmodel import SQLModel

from services.runtime.db.migrations import History
from services.runtime.db.tables import service_metadata

HISTORY = History("triage", Path(__file__).parent / "migrations")


class TriageTable(SQLModel):
    """Base of every table of triage."""

    metadata = service_metadata("triage")
