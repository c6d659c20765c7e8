"""Tables of identity. Only `user_client` belongs to a client and stands behind row-level security."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Column, DateTime, LargeBinary, Text, Uuid
from sqlmodel import Field

from services.runtime.ids import new_id
from web.schema import WebTable

_MOMENT = DateTime(timezone=True)
# What stands for the hash of a password where there is none: no password has it.
NO_PASSWORD = ""


class User(WebTable, table=True):
    """`email` is in lower case. `theme` is system, light or dark. Who is closed comes in no more."""

    __tablename__ = "user"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    email: str = Field(sa_type=Text, unique=True)
    name: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    password_hash: str = Field(sa_type=Text)
    language: str = Field(sa_type=Text)
    time_zone: str = Field(sa_type=Text)
    theme: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=_MOMENT)
    closed_at: datetime | None = Field(default=None, sa_type=_MOMENT)


class UserClient(WebTable, table=True):
    """That a user works for a client. Administrators see every client and have no rows."""

    __tablename__ = "user_client"

    client_id: UUID = Field(primary_key=True)
    user_id: UUID = Field(primary_key=True, foreign_key="web.user.id", ondelete="CASCADE", index=True)


class Session(WebTable, table=True):
    """One browser that came in; the token itself stands only in its cookie."""

    __tablename__ = "session"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    user_id: UUID = Field(foreign_key="web.user.id", ondelete="CASCADE", index=True)
    agent: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=_MOMENT)
    seen_at: datetime = Field(sa_type=_MOMENT)


class Invitation(WebTable, table=True):
    """A link that works once. `clients` waits here until there is a user whom it can belong to.

    `email` is empty on the first administrator's, who says it on coming in. `user_id` is that of somebody who is
    known already and chooses a new password.
    """

    __tablename__ = "invitation"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    email: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    clients: list[UUID] = Field(sa_column=Column(ARRAY(Uuid), nullable=False))
    is_first: bool
    user_id: UUID | None = Field(default=None, foreign_key="web.user.id", ondelete="CASCADE")
    invited_by: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=_MOMENT)
    expires_at: datetime = Field(sa_type=_MOMENT)


class SignInAttempt(WebTable, table=True):
    """How often somebody tried under one name (an account, an address, a known browser), and when next."""

    __tablename__ = "sign_in_attempt"

    name: bytes = Field(sa_type=LargeBinary, primary_key=True)
    tries: int
    next_at: datetime = Field(sa_type=_MOMENT)
    seen_at: datetime = Field(sa_type=_MOMENT, index=True)
