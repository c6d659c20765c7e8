"""Table of evidence."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field

from services.triage.schema import TriageTable

_HOLDS = text("source = 'correction' and withdrawn_at is null")


class Evidence(TriageTable, table=True):
    """One person's word on one label of one version of an item; of the text itself nothing is kept here.

    `said` is the probability that the machine had given, null where it had given none. What was taken back, or
    overtaken by another word, stays with the time at which that was.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "item_id"], ["triage.item.client_id", "triage.item.id"]),
        Index("ix_evidence_client_id_item_id", "client_id", "item_id"),
        Index("ix_evidence_client_id_label_at", "client_id", "label", "at"),
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
    said: float | None = Field(nullable=True)
    version: int
    withdrawn_at: datetime | None = Field(sa_type=DateTime(timezone=True), nullable=True)
