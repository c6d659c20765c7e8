"""The table of saved replies; a removed one stays for a day."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlmodel import Field

from services.reply.schema import ReplyTable


class SavedReply(ReplyTable, table=True):
    __tablename__ = "saved_reply"

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    title: str
    text_vous: str | None = None
    text_tu: str | None = None
    shortcut: str | None = None
    network: str | None = None
    updated_at: datetime = Field(sa_type=DateTime(timezone=True))
    updated_by: str
    removed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


_TABLE = ReplyTable.metadata.tables["reply.saved_reply"]
Index(
    "uq_saved_reply_shortcut",
    _TABLE.c.client_id,
    _TABLE.c.shortcut,
    unique=True,
    postgresql_where=text("removed_at is null"),
)
