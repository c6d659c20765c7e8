"""The schema of reporting in PostgreSQL: metadata for its tables, and where its migrations stand."""

from pathlib import Path

from sqlmodel import SQLModel

from services.runtime.db.migrations import History
from services.runtime.db.tables import service_metadata

HISTORY = History("reporting", Path(__file__).parent / "migrations")


class ReportingTable(SQLModel):
    """Base of every table of reporting."""

    metadata = service_metadata("reporting")
