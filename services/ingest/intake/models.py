"""Tables of the intake: each item's newest version, and the versions that it replaced."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from services.ingest.schema import IngestTable


class Content(SQLModel):
    """What an author wrote and how the network shows it: the columns of which a new version consists."""

    kind: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    author_id: str = Field(sa_type=Text)
    author_name: str = Field(sa_type=Text)
    author_handle: str | None = Field(default=None, sa_type=Text)
    author_url: str | None = Field(default=None, sa_type=Text)
    followers: int | None = Field(default=None, sa_type=BigInteger)
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    parent: str | None = Field(default=None, sa_type=Text)
    post: str | None = Field(default=None, sa_type=Text)
    url: str | None = Field(default=None, sa_type=Text)
    lang: str | None = Field(default=None, sa_type=Text)
    attachments: list[Any] | None = Field(default=None, sa_type=JSONB)
    extra: dict[str, Any] | None = Field(default=None, sa_type=JSONB)


class ItemRow(Content, IngestTable, table=True):
    """`received_at` is when the first version came, `changed_at` when this one did.

    `acted_at` is when an act of ours last settled how the public sees the item: what was read before is older.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("client_id", "account_id", "external_id"),
        ForeignKeyConstraint(["client_id", "account_id"], ["ingest.account.client_id", "ingest.account.id"]),
        Index(
            "ix_item_client_id_account_id_parent",
            "client_id",
            "account_id",
            "parent",
            postgresql_where=text("parent is not null"),
        ),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    account_id: UUID
    external_id: str = Field(sa_type=Text)
    is_ours: bool
    content_hash: bytes = Field(sa_type=LargeBinary)
    version: int
    received_at: datetime = Field(sa_type=DateTime(timezone=True))
    changed_at: datetime = Field(sa_type=DateTime(timezone=True))
    standing: str = Field(default="visible", sa_type=Text)
    deleted_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    is_binned: bool = False
    acted_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class ItemVersionRow(Content, IngestTable, table=True):
    """A version that is no longer the newest one; `received_at` is when it came."""

    __tablename__ = "item_version"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "item_id"], ["ingest.item.client_id", "ingest.item.id"]),
    )

    client_id: UUID = Field(primary_key=True)
    item_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    received_at: datetime = Field(sa_type=DateTime(timezone=True))
