"""Tables of the directory. A client's row carries its own id as `client_id`, as every row does."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    DateTime,
    ForeignKeyConstraint,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field

from services.ingest.schema import IngestTable

_CLIENT = "ingest.client.client_id"


class ClientRow(IngestTable, table=True):
    __tablename__ = "client"

    client_id: UUID = Field(primary_key=True)
    slug: str = Field(sa_type=Text, unique=True)
    name: str = Field(sa_type=Text)
    time_zone: str = Field(sa_type=Text)
    colour: int = Field(sa_type=SmallInteger)
    sector: str = Field(default="other", sa_type=Text)
    created_at: datetime = Field(sa_type=DateTime(timezone=True))


class AccountRow(IngestTable, table=True):
    """`credentials` are sealed; `own_author_id` is the author as whom the account itself writes.

    `last_error` and `trouble` are those of the newest pull, if it failed.
    """

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("client_id", "slug"),
        ForeignKeyConstraint(["client_id"], [_CLIENT]),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    slug: str = Field(sa_type=Text)
    network: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    url: str = Field(sa_type=Text)
    credentials: bytes | None = Field(default=None, sa_type=LargeBinary)
    interval_seconds: float | None = None
    own_author_id: str | None = Field(default=None, sa_type=Text)
    last_sync_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    last_error: str | None = Field(default=None, sa_type=Text)
    trouble: str | None = Field(default=None, sa_type=Text)
    is_paused: bool = False
    removed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    created_at: datetime = Field(sa_type=DateTime(timezone=True))


class KeyRow(IngestTable, table=True):
    """Of the key itself only a hash is kept. It holds until `revoked_at`, which may lie ahead."""

    __tablename__ = "api_key"
    __table_args__ = (UniqueConstraint("id"), ForeignKeyConstraint(["client_id"], [_CLIENT]))

    client_id: UUID = Field(primary_key=True)
    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    scopes: list[str] = Field(sa_type=ARRAY(Text))
    secret_hash: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    revoked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    last_used_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
