"""Tables of facts: the key is the thing itself, so that a replay counts nothing twice; no column holds words.

Days are in the client's zone as it was when the fact was taken in: a figure does not change with the zone later.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Index, SmallInteger, text
from sqlmodel import Field

from services.reporting.schema import ReportingTable


class Message(ReportingTable, table=True):
    """Something that somebody wrote; `network` and `day` are empty until ingest's log has told of it."""

    __tablename__ = "message"

    client_id: UUID = Field(primary_key=True)
    item_id: UUID = Field(primary_key=True)
    network: str | None = None
    day: date | None = None
    is_question: bool
    is_answered: bool


class Decision(ReportingTable, table=True):
    """A decision, once it is in force."""

    __tablename__ = "decision"

    client_id: UUID = Field(primary_key=True)
    decision_id: UUID = Field(primary_key=True)
    network: str
    day: date
    kind: str
    reason: str


class Reply(ReportingTable, table=True):
    """A published reply; `response_seconds`, and the band that they fall into, stand on a conversation's first alone.

    `asked_as` numbers the question whose answer gave the conversation; 0 when nobody has asked yet.
    """

    __tablename__ = "reply"
    __table_args__ = (
        Index("ix_reply_client_id_item_id", "client_id", "item_id"),
        Index("ix_reply_client_id_conversation_id", "client_id", "conversation_id"),
        Index(
            "ix_reply_band",
            "client_id",
            "band",
            "day",
            postgresql_include=["network", "response_seconds"],
            postgresql_where=text("band is not null"),
        ),
    )

    client_id: UUID = Field(primary_key=True)
    reply_id: UUID = Field(primary_key=True)
    item_id: UUID
    network: str
    day: date
    published_at: datetime = Field(sa_type=DateTime(timezone=True))
    conversation_id: UUID | None = None
    first_inbound_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    asked_as: int = Field(default=0, sa_type=BigInteger)
    response_seconds: float | None = None
    band: int | None = Field(default=None, sa_type=SmallInteger)


class Tally(ReportingTable, table=True):
    """How often something happened on a day on a network, kept up in the transaction of the facts."""

    __tablename__ = "tally"

    client_id: UUID = Field(primary_key=True)
    day: date = Field(primary_key=True)
    network: str = Field(primary_key=True)
    figure: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    reason: str = Field(primary_key=True)
    count: int
