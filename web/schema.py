"""The schema of web in PostgreSQL: metadata for the tables of identity, and where its migrations stand.

Web keeps no event log, timers or cursors: what happens to a client happens in the services.
"""

from pathlib import Path

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from services.runtime.db.migrations import History
from services.runtime.db.tables import NAMING

HISTORY = History("web", Path(__file__).parent / "migrations")


class WebTable(SQLModel):
    """Base of every table of web."""

    metadata = MetaData(schema="web", naming_convention=NAMING)
