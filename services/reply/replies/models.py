"""The table of replies: what we wrote, who approved which text, and where it stands."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.reply.schema import ReplyTable


class Reply(ReplyTable, table=True):
    __tablename__ = "reply"
    __table_args__ = (
        Index("ix_reply_id", "id"),
        Index("ix_reply_client_id_conversation_id", "client_id", "conversation_id"),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    item_id: UUID
    conversation_id: UUID
    account_id: UUID
    network: str
    author_name: str
    item_created_at: datetime = Field(sa_type=DateTime(timezone=True))
    text: str
    text_hash: str
    text_limit: int | None = None
    sources: list[dict[str, str | None]] = Field(sa_type=JSONB)
    state: str
    written_by: str
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    approved_by: str | None = None
    approved_hash: str | None = None
    accepted_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    send_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    # When ingest was first asked to send it: committed before the call, so that a recall knows.
    asked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    action_id: UUID | None = None
    published_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    # The person who looked on the network, where nobody else could know the end.
    settled_by: str | None = None
    external_id: str | None = None
    url: str | None = None
    detail: str | None = None
