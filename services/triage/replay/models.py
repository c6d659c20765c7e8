"""Tables of replays: what each was asked for and came to, and the messages about which something would change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, DateTime, Double, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.triage.schema import TriageTable

_RUNNING = text("state = 'running'")


def _text(*, nullable: bool = False) -> Any:
    return Field(sa_type=Text, nullable=nullable)


def _moment(*, nullable: bool = False) -> Any:
    return Field(sa_type=DateTime(timezone=True), nullable=nullable)


def _json() -> Any:
    return Field(sa_column=Column(JSONB, nullable=False))


class Replay(TriageTable, table=True):
    """One replay: `asked` as it came, `base` the charter that held then, `rules` those of automation, `threshold` that
    from which a trial begins.

    Messages up to (`place_at`, `place_id`) are done and counted in `tally`; whoever goes on begins there.
    """

    __tablename__ = "replay"
    __table_args__ = (Index("uq_replay_running", "client_id", unique=True, postgresql_where=_RUNNING),)

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    state: str = _text()
    asked: dict[str, Any] = _json()
    base: list[dict[str, Any]] = _json()
    base_version: int
    rules: list[dict[str, Any]] = _json()
    since: datetime = _moment()
    until: datetime = _moment()
    asked_by: str = _text()
    asked_at: datetime = _moment()
    ended_at: datetime | None = _moment(nullable=True)
    total: int
    done: int
    left_out: int
    place_at: datetime = _moment()
    place_id: UUID
    tally: dict[str, int] = _json()
    models: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    adopted_version: int | None = Field(nullable=True)
    threshold: float | None = Field(sa_type=Double, nullable=True)


class ReplayChange(TriageTable, table=True):
    """A message about which something else would be proposed; it goes with its assessment, and with the replay."""

    __tablename__ = "replay_change"
    __table_args__ = (
        ForeignKeyConstraint(
            ["client_id", "replay_id"], ["triage.replay.client_id", "triage.replay.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["client_id", "item_id"],
            ["triage.assessment.client_id", "triage.assessment.item_id"],
            ondelete="CASCADE",
        ),
        Index("ix_replay_change_order", "client_id", "replay_id", "received_at", "item_id"),
        Index("ix_replay_change_client_id_item_id", "client_id", "item_id"),
    )

    client_id: UUID = Field(primary_key=True)
    replay_id: UUID = Field(primary_key=True)
    item_id: UUID = Field(primary_key=True)
    version: int
    received_at: datetime = _moment()
    direction: str = _text()
    agreement: str = _text()
    before: dict[str, Any] = _json()
    after: dict[str, Any] = _json()
    word: str | None = _text(nullable=True)
    word_reason: str | None = _text(nullable=True)
