"""Tables of evidence and of the layers that were learnt from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    DateTime,
    Double,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.triage.schema import TriageTable

_HOLDS = text("source = 'correction' and withdrawn_at is null")


class Evidence(TriageTable, table=True):
    """One person's word on one label of one version of an item; of the text itself nothing is kept here.

    `said` is the probability that the machine had given, null where it had given none, `general` that of the
    general model alone, and `model` names who said it with the layer. `answer` is the word for a label that has more
    than two, such as sentiment. What was taken back, or overtaken by another word, stays with the time at which
    that was.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "item_id"], ["triage.item.client_id", "triage.item.id"]),
        Index("ix_evidence_client_id_item_id", "client_id", "item_id"),
        Index("ix_evidence_client_id_label_at", "client_id", "label", "at"),
        Index("ix_evidence_client_id_at", "client_id", "at"),
        Index(
            "uq_evidence_correction",
            "client_id",
            "item_id",
            "label",
            unique=True,
            postgresql_where=_HOLDS,
        ),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    item_id: UUID
    label: str = Field(sa_type=Text)
    value: bool
    source: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=DateTime(timezone=True))
    said: float | None = Field(sa_type=Double, nullable=True)
    version: int
    withdrawn_at: datetime | None = Field(sa_type=DateTime(timezone=True), nullable=True)
    answer: str | None = Field(sa_type=Text, nullable=True, default=None)
    model: str | None = Field(sa_type=Text, nullable=True, default=None)
    general: float | None = Field(sa_type=Double, nullable=True, default=None)
    shown: dict[str, Any] | None = Field(
        sa_column=Column(JSONB(none_as_null=True), nullable=True), default=None
    )


class Layer(TriageTable, table=True):
    """What one refit came to. `general` names the model that it stands on, `body` holds its heads, null where none is
    better than what there was; `figures` are the comparison of each label. `heads` names what it has a word on, each
    with the version from which that head stands. It was `live` from `live_at` to `ended_at`.
    """

    __tablename__ = "layer"
    __table_args__ = (
        UniqueConstraint("client_id", "number"),
        Index(
            "uq_layer_live",
            "client_id",
            unique=True,
            postgresql_where=text("state = 'live'"),
        ),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    number: int
    state: str = Field(sa_type=Text)
    general: str = Field(sa_type=Text)
    body: bytes | None = Field(sa_type=LargeBinary, nullable=True, default=None)
    figures: dict[str, Any] = Field(sa_type=JSONB)
    heads: dict[str, int] = Field(sa_type=JSONB)
    evidence_count: int
    learnt_until: datetime = Field(sa_type=DateTime(timezone=True))
    made_at: datetime = Field(sa_type=DateTime(timezone=True))
    made_by: str = Field(sa_type=Text)
    live_at: datetime | None = Field(sa_type=DateTime(timezone=True), nullable=True, default=None)
    ended_at: datetime | None = Field(sa_type=DateTime(timezone=True), nullable=True, default=None)
    ended_by: str | None = Field(sa_type=Text, nullable=True, default=None)
