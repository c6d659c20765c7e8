"""The table of voices: at most one a client."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.reply.schema import ReplyTable


class Voice(ReplyTable, table=True):
    __tablename__ = "voice"

    client_id: UUID = Field(primary_key=True)
    address: str
    greeting: str
    signature: str
    undo_seconds: dict[str, int] = Field(sa_type=JSONB)
    avoid: list[str] = Field(sa_type=JSONB)
    updated_at: datetime = Field(sa_type=DateTime(timezone=True))
    updated_by: str
