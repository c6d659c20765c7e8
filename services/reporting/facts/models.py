"""The table of facts: its key is the thing itself, so that a replay counts nothing twice."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, Index
from sqlmodel import Field

from services.reporting.schema import ReportingTable


class Fact(ReportingTable, table=True):
    __tablename__ = "fact"
    __table_args__ = (
        Index("ix_fact_client_id_day", "client_id", "day"),
        Index("ix_fact_client_id_conversation_id", "client_id", "conversation_id"),
    )

    client_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    subject_id: UUID = Field(primary_key=True)
    at: datetime = Field(sa_type=DateTime(timezone=True))
    # In the client's zone as it was when the fact was taken in: a report does not change with the zone later.
    day: date
    conversation_id: UUID | None = None
    response_seconds: float | None = None
