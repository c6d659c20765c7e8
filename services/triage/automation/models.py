"""Tables of automation: rules with their figures, what each would do or did, and what people did."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Double, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.triage.schema import TriageTable

_DONE = text("decision_id is not null")


def _text() -> Any:
    return Field(sa_type=Text)


def _share() -> Any:
    return Field(sa_type=Double)


def _moment() -> Any:
    return Field(sa_type=DateTime(timezone=True))


def _perhaps(kind: Any) -> Any:
    return Field(sa_type=kind, nullable=True, default=None)


class Rule(TriageTable, table=True):
    """One rule, what was last computed about it, and its audit since it was switched on.

    `decided_since` counts people's decisions since `computed_at`. The figures hold for `model` alone, which is the one
    that reads this client's messages since `model_since`; `other_count` messages were judged under others.
    `read_count` is how many messages were read for them. Without `computed_at` they are those of no decision, and about
    to be computed.
    """

    __tablename__ = "automation"
    __table_args__ = (
        Index("ix_automation_stopped", "client_id", postgresql_where=text("state = 'stopped'")),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    label: str = _text()
    action: str = _text()
    network: str | None = _perhaps(Text)
    highest_error: float = _share()
    audit_share: float = _share()
    state: str = _text()
    threshold: float | None = _perhaps(Double)
    start: float = _share()
    evidence_count: int
    error_count: int
    bound: float = _share()
    missing: int | None = None
    computed_at: datetime | None = _perhaps(DateTime(timezone=True))
    decided_since: int = 0
    switched_by: str | None = _perhaps(Text)
    switched_at: datetime | None = _perhaps(DateTime(timezone=True))
    stopped_at: datetime | None = _perhaps(DateTime(timezone=True))
    acted_count: int = 0
    reversed_count: int = 0
    audited_count: int = 0
    audited_errors: int = 0
    model: str | None = _perhaps(Text)
    model_since: datetime | None = _perhaps(DateTime(timezone=True))
    other_count: int = 0
    read_count: int = 0


class Act(TriageTable, table=True):
    """A message that a rule's threshold reached: acted on once it has a decision, or left to people for audit.

    `is_heard` once a person has said something of it: what nobody spoke of is only counted.
    """

    __tablename__ = "automation_act"
    __table_args__ = (
        ForeignKeyConstraint(
            ["client_id", "rule_id"],
            ["triage.automation.client_id", "triage.automation.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(["client_id", "item_id"], ["triage.item.client_id", "triage.item.id"]),
        Index("ix_automation_act_client_id_item_id", "client_id", "item_id"),
        Index("ix_automation_act_heard", "client_id", "rule_id", "at", postgresql_where=text("is_heard")),
        Index("ix_automation_act_done", "client_id", "rule_id", "at", postgresql_where=_DONE),
    )

    client_id: UUID = Field(primary_key=True)
    rule_id: UUID = Field(primary_key=True)
    item_id: UUID = Field(primary_key=True)
    is_audited: bool
    probability: float = _share()
    threshold: float = _share()
    model: str = _text()
    at: datetime = _moment()
    decision_id: UUID | None = None
    is_heard: bool = False


class Heard(TriageTable, table=True):
    """One act of a person on one message, and all that the machine said of its words then, with the model that did.

    Learning's evidence has the labels of which an act says something; whether a rule would have been right shows in
    any act, also in one that says nothing about its label. `id` is the decision's or the reply's, `kind` the
    decision's or `answer`.
    """

    __tablename__ = "automation_word"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "item_id"], ["triage.item.client_id", "triage.item.id"]),
        Index("ix_automation_word_client_id_item_id_at", "client_id", "item_id", "at"),
    )

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    item_id: UUID
    kind: str = _text()
    reason: str = _text()
    actor: str = _text()
    at: datetime = _moment()
    version: int
    model: str | None = _perhaps(Text)
    labels: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True), nullable=True))
