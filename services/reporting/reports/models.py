"""The table of reports: what a list shows, and the whole answer as it will always be given."""

from typing import Any
from uuid import UUID

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.reporting.schema import ReportingTable


class Report(ReportingTable, table=True):
    """`body` is text, so that not even the order of its fields changes."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("client_id", "number"),)

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    number: int
    head: dict[str, Any] = Field(sa_type=JSONB)
    body: str = Field(sa_type=Text)
