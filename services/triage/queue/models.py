"""Tables of the queue: the copy of items, what was found in them, and how each exchange stands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.triage.schema import TriageTable


def _key() -> Any:
    return Field(primary_key=True)


def _text(*, nullable: bool = False) -> Any:
    return Field(sa_type=Text, nullable=nullable)


def _moment(*, nullable: bool = False) -> Any:
    return Field(sa_type=DateTime(timezone=True), nullable=nullable)


def _small() -> Any:
    return Field(sa_type=SmallInteger)


def _labels() -> Any:
    return Field(sa_column=Column(ARRAY(Text), nullable=False))


class Item(TriageTable, table=True):
    """The newest version of an item as ingest gave it, and where it stands here.

    `root` is the network's id of the top of its thread as far as that is known; context (what the client
    itself published) has no conversation. `reported` is the network's last word on how it shows the item,
    `standing` what we know: that word, or what our own act brought about since; `state` is this as people see it,
    or what is on its way. `closed` and `wanted_at` are a person's word: no longer to be answered, or wanted in
    the queue again from then on.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("client_id", "account_id", "external_id"),
        Index("ix_item_client_id_account_id_root", "client_id", "account_id", "root"),
        Index("ix_item_client_id_conversation_id", "client_id", "conversation_id"),
        Index("ix_item_client_id_network_author_id", "client_id", "network", "author_id"),
        Index("ix_item_client_id_received_at_id", "client_id", "received_at", "id"),
    )

    client_id: UUID = _key()
    id: UUID = _key()
    account_id: UUID
    network: str = _text()
    external_id: str = _text()
    kind: str = _text()
    text: str = _text()
    author_id: str = _text()
    author_name: str = _text()
    author_handle: str | None = _text(nullable=True)
    author_url: str | None = _text(nullable=True)
    followers: int | None = Field(sa_type=BigInteger, nullable=True)
    created_at: datetime = _moment()
    received_at: datetime = _moment()
    parent: str | None = _text(nullable=True)
    post: str | None = _text(nullable=True)
    url: str | None = _text(nullable=True)
    version: int
    is_ours: bool
    deleted_at: datetime | None = _moment(nullable=True)
    root: str = _text()
    conversation_id: UUID | None = Field(nullable=True)
    reported: str = _text()
    standing: str = _text()
    state: str = _text()
    is_approved: bool
    is_closed: bool
    wanted_at: datetime | None = _moment(nullable=True)


class Assessment(TriageTable, table=True):
    """What was found in an item's newest version; `body` is the assessment as it goes over the wire.

    `corrected` is the same as it counts since people corrected it, null where nobody has. `priority` is of what counts,
    and `found` are the labels under which the queue files it.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["client_id", "item_id"], ["triage.item.client_id", "triage.item.id"], ondelete="CASCADE"
        ),
    )

    client_id: UUID = _key()
    item_id: UUID = _key()
    version: int
    priority: int = _small()
    found: list[str] = _labels()
    body: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    corrected: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True), nullable=True))


class Conversation(TriageTable, table=True):
    """One exchange and how it stands, worked out anew whenever something in it changes.

    `place` is its place in the queue, see domain/place.py; `ages_at` is when waiting next adds points.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        Index("ix_conversation_client_id_status_place_id", "client_id", "status", "place", "id"),
        Index(
            "ix_conversation_client_id_status_network_place_id",
            "client_id",
            "status",
            "network",
            "place",
            "id",
        ),
        Index("ix_conversation_client_id_ages_at", "client_id", "ages_at"),
    )

    client_id: UUID = _key()
    id: UUID = _key()
    account_id: UUID
    network: str = _text()
    status: str = _text()
    place: int = Field(sa_type=BigInteger)
    priority: int = _small()
    waited_points: int = _small()
    waited_hours: int = _small()
    item_id: UUID
    waiting_since: datetime | None = _moment(nullable=True)
    last_item_at: datetime = _moment()
    waiting_count: int
    item_count: int
    labels: list[str] = _labels()
    ages_at: datetime | None = _moment(nullable=True)


class ConversationLabel(TriageTable, table=True):
    """The queue by label: its own rows, since no index serves a condition on an array under row security."""

    __tablename__ = "conversation_label"
    __table_args__ = (
        ForeignKeyConstraint(
            ["client_id", "conversation_id"],
            ["triage.conversation.client_id", "triage.conversation.id"],
            ondelete="CASCADE",
        ),
        Index(
            "ix_conversation_label_order",
            "client_id",
            "label",
            "status",
            "place",
            "conversation_id",
        ),
    )

    client_id: UUID = _key()
    conversation_id: UUID = _key()
    label: str = Field(sa_type=Text, primary_key=True)
    status: str = _text()
    network: str = _text()
    place: int = Field(sa_type=BigInteger)


class QueueCount(TriageTable, table=True):
    """How many conversations are open, by network and label; the empty label counts all."""

    __tablename__ = "queue_count"

    client_id: UUID = _key()
    network: str = Field(sa_type=Text, primary_key=True)
    label: str = Field(sa_type=Text, primary_key=True)
    open_count: int


class Answer(TriageTable, table=True):
    """A reply of ours that stands on the network, and until when it had read what it answers."""

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_client_id_item_id", "client_id", "item_id"),)

    client_id: UUID = _key()
    reply_id: UUID = _key()
    item_id: UUID
    external_id: str | None = _text(nullable=True)
    read_until: datetime = _moment()
