"""Decisions."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0003"
down_revision = "0002"

_TABLES = (
    "create table triage.decision (client_id uuid not null, id uuid not null, item_id uuid not null, "
    "kind text not null, reason text not null, note text not null, state text not null, detail text, "
    "decided_by text not null, decided_at timestamptz not null, settled_at timestamptz, "
    "constraint pk_decision primary key (client_id, id), "
    "constraint fk_decision_client_id_item_id foreign key (client_id, item_id) "
    "references triage.item (client_id, id))",
    "create index ix_decision_client_id_item_id on triage.decision (client_id, item_id)",
    "create unique index uq_decision_pending on triage.decision (client_id, item_id) "
    "where state = 'pending'",
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)
    for statement in isolation_statements("triage", ["decision"]):
        op.execute(statement)
