"""The table of actions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKeyConstraint, Index, Integer, SmallInteger, Text, UniqueConstraint
from sqlmodel import Field

from services.ingest.schema import IngestTable

_MOMENT = DateTime(timezone=True)


class ActionRow(IngestTable, table=True):
    """`fence` counts claims, so that a late result of an older claim is recognised. An origin acts once."""

    __tablename__ = "action"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "account_id"], ["ingest.account.client_id", "ingest.account.id"]),
        UniqueConstraint("client_id", "kind", "origin"),
        Index("ix_action_client_id_item_id", "client_id", "item_id"),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    account_id: UUID
    item_id: UUID
    origin: UUID
    kind: str = Field(sa_type=Text)
    text: str | None = Field(sa_type=Text)
    approved_by: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    fence: int = Field(sa_type=Integer)
    attempts: int = Field(sa_type=SmallInteger)
    looks: int = Field(sa_type=SmallInteger)
    sending_at: datetime | None = Field(default=None, sa_type=_MOMENT)
    code: str | None = Field(default=None, sa_type=Text)
    detail: str | None = Field(default=None, sa_type=Text)
    external_id: str | None = Field(default=None, sa_type=Text)
    url: str | None = Field(default=None, sa_type=Text)
    needs_person: bool = False
    created_at: datetime = Field(sa_type=_MOMENT)
    settled_at: datetime | None = Field(default=None, sa_type=_MOMENT)
    # The person who looked on the network; None for what was settled without one.
    settled_by: str | None = Field(default=None, sa_type=Text)
