"""Tables of second opinions: which client wants them, what was asked about each message, and what days cost."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.triage.schema import TriageTable

_OPEN = text("outcome in ('waiting', 'asking')")


def _text(*, nullable: bool = False) -> Any:
    return Field(sa_type=Text, nullable=nullable)


def _moment(*, nullable: bool = False) -> Any:
    return Field(sa_type=DateTime(timezone=True), nullable=nullable)


class OpinionSetting(TriageTable, table=True):
    """Whether a client's messages in doubt are asked about. Until `paused_until` the server wants no call."""

    __tablename__ = "opinion_setting"

    client_id: UUID = Field(primary_key=True)
    is_on: bool
    most_calls: int
    most_micro_euros: int = Field(sa_type=BigInteger)
    switched_by: str = _text()
    switched_at: datetime = _moment()
    paused_until: datetime | None = _moment(nullable=True)


class Opinion(TriageTable, table=True):
    """What was asked about the version of an item that is assessed; it goes with the assessment."""

    __tablename__ = "opinion"
    __table_args__ = (
        ForeignKeyConstraint(
            ["client_id", "item_id"],
            ["triage.assessment.client_id", "triage.assessment.item_id"],
            ondelete="CASCADE",
        ),
        Index("ix_opinion_open", "client_id", "wanted_at", "item_id", postgresql_where=_OPEN),
    )

    client_id: UUID = Field(primary_key=True)
    item_id: UUID = Field(primary_key=True)
    version: int
    asked_about: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    wanted_at: datetime = _moment()
    outcome: str = _text()
    failure: str | None = _text(nullable=True)
    host: str = _text()
    model: str = _text()
    labels: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    reason: str = _text()
    tokens_in: int
    tokens_out: int
    micro_euros: int = Field(sa_type=BigInteger)
    calls: int
    asked_at: datetime | None = _moment(nullable=True)


class OpinionDay(TriageTable, table=True):
    """What a client's day (UTC) has asked and spent; it stays when messages go."""

    __tablename__ = "opinion_day"

    client_id: UUID = Field(primary_key=True)
    day: date = Field(primary_key=True)
    calls: int
    tokens_in: int = Field(sa_type=BigInteger)
    tokens_out: int = Field(sa_type=BigInteger)
    micro_euros: int = Field(sa_type=BigInteger)
