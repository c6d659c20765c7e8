"""Tables of pulls: where an account's reading stands, and the runs worth remembering."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKeyConstraint, Index, Integer, Text
from sqlmodel import Field

from services.ingest.schema import IngestTable

_MOMENT = DateTime(timezone=True)
_ACCOUNT = ["ingest.account.client_id", "ingest.account.id"]


class PullRow(IngestTable, table=True):
    """Where the reading of an account stands; `fence` counts leases, so that a late worker is noticed."""

    __tablename__ = "pull"
    __table_args__ = (ForeignKeyConstraint(["client_id", "account_id"], _ACCOUNT),)

    client_id: UUID = Field(primary_key=True)
    account_id: UUID = Field(primary_key=True)
    cursor: str | None = Field(default=None, sa_type=Text)
    fence: int = Field(sa_type=Integer)
    failures: int = Field(sa_type=Integer)
    lease_until: datetime = Field(sa_type=_MOMENT)
    noted_at: datetime | None = Field(default=None, sa_type=_MOMENT)


class SyncRow(IngestTable, table=True):
    """A run that somebody asked for, or that found something."""

    __tablename__ = "sync"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "account_id"], _ACCOUNT),
        Index("ix_sync_client_id_account_id", "client_id", "account_id"),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    account_id: UUID
    state: str = Field(sa_type=Text)
    found: int = Field(sa_type=Integer)
    requested_at: datetime = Field(sa_type=_MOMENT)
    started_at: datetime | None = Field(default=None, sa_type=_MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=_MOMENT)
    error: str | None = Field(default=None, sa_type=Text)
