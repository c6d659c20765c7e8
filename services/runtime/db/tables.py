"""The tables that every service has beside its own: event log, cursors, timers, idempotency, what was set aside."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import UUID

# Names of constraints are fixed, so that autogenerate sees no difference between servers.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True, slots=True)
class Plumbing:
    """The runtime's tables in one service's schema."""

    schema: str
    head: Table
    event: Table
    cursor: Table
    set_aside: Table
    timer: Table
    idempotency: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.head, self.event, self.cursor, self.set_aside, self.timer, self.idempotency)


def service_metadata(schema: str) -> MetaData:
    """Return metadata for a service's own models; its plumbing is part of it."""
    metadata = MetaData(schema=schema, naming_convention=NAMING)
    _define(metadata, schema)
    return metadata


@cache
def plumbing_of(schema: str) -> Plumbing:
    """Return the plumbing tables for queries; not bound to any service's models."""
    return _define(MetaData(schema=schema, naming_convention=NAMING), schema)


def _define(metadata: MetaData, schema: str) -> Plumbing:
    return Plumbing(
        schema,
        head=Table("head", metadata, _client(), Column("seq", BigInteger, nullable=False)),
        event=_event(metadata),
        cursor=_cursor(metadata),
        set_aside=_set_aside(metadata),
        timer=_timer(metadata),
        idempotency=_idempotency(metadata),
    )


def _client() -> Column[object]:
    return Column("client_id", UUID(as_uuid=True), primary_key=True)


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _event(metadata: MetaData) -> Table:
    return Table(
        "event",
        metadata,
        _client(),
        Column("seq", BigInteger, primary_key=True, autoincrement=False),
        Column("topic", Text, nullable=False),
        Column("keys", ARRAY(UUID(as_uuid=True)), nullable=False),
        _moment("at"),
        Column("actor", Text, nullable=False),
        Column("correlation", Text, nullable=False),
    )


def _cursor(metadata: MetaData) -> Table:
    return Table(
        "cursor",
        metadata,
        _client(),
        Column("source", Text, primary_key=True),
        Column("seq", BigInteger, nullable=False),
        Column("attempts", SmallInteger, nullable=False),
        _moment("retry_at", nullable=True),
    )


def _set_aside(metadata: MetaData) -> Table:
    return Table(
        "set_aside",
        metadata,
        _client(),
        Column("id", UUID(as_uuid=True), primary_key=True),
        Column("source", Text, nullable=False),
        Column("position", Text, nullable=False),
        Column("reason", Text, nullable=False),
        _moment("at"),
    )


def _timer(metadata: MetaData) -> Table:
    return Table(
        "timer",
        metadata,
        _client(),
        Column("kind", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        _moment("due_at"),
        Column("attempts", SmallInteger, nullable=False),
        Column("correlation", Text, nullable=False),
        Index("ix_timer_due_at", "due_at"),
    )


def _idempotency(metadata: MetaData) -> Table:
    return Table(
        "idempotency",
        metadata,
        _client(),
        Column("caller", Text, primary_key=True),
        Column("route", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("body_hash", LargeBinary, nullable=False),
        Column("status", Integer, nullable=False),
        Column("answer", LargeBinary, nullable=False),
        _moment("at"),
        Index("ix_idempotency_client_id_at", "client_id", "at"),
    )
