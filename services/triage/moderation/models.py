"""Tables of moderation: decisions, and every version of each client's charter."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, DateTime, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.triage.schema import TriageTable

_PENDING = text("state = 'pending'")
_FAILED = text("state = 'failed'")


class Decision(TriageTable, table=True):
    """What somebody decided about an item; `pending` until the network has answered, one at a time.

    `acts` are those that the network is asked for, the best first; none where it is not asked. `grounds` are those on
    which a rule decided alone.
    """

    __tablename__ = "decision"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "item_id"], ["triage.item.client_id", "triage.item.id"]),
        Index("ix_decision_client_id_item_id", "client_id", "item_id"),
        Index("uq_decision_pending", "client_id", "item_id", unique=True, postgresql_where=_PENDING),
        Index("ix_decision_failed", "client_id", postgresql_where=_FAILED),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    item_id: UUID
    kind: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    detail: str | None = Field(sa_type=Text, nullable=True)
    acts: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    decided_by: str = Field(sa_type=Text)
    decided_at: datetime = Field(sa_type=DateTime(timezone=True))
    settled_at: datetime | None = Field(sa_type=DateTime(timezone=True), nullable=True)
    grounds: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True), nullable=True))


class CharterVersion(TriageTable, table=True):
    """One version of a client's charter, as somebody wrote it; no row is ever changed."""

    __tablename__ = "charter"

    client_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    allowed: str = Field(sa_type=Text)
    clauses: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    changed_by: str = Field(sa_type=Text)
    changed_at: datetime = Field(sa_type=DateTime(timezone=True))
    restores: int | None = Field(nullable=True)
    replay_id: UUID | None = Field(nullable=True)
