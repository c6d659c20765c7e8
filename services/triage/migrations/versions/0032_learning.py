"""What people say of messages, as evidence."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0032"
down_revision = "0030"

_STATEMENTS = (
    "create table triage.evidence (client_id uuid not null, id uuid not null, item_id uuid not null, "
    "label text not null, value boolean not null, source text not null, actor text not null, "
    "at timestamptz not null, said double precision, version integer not null, withdrawn_at timestamptz, "
    "constraint pk_evidence primary key (client_id, id), "
    "constraint fk_evidence_client_id_item_id foreign key (client_id, item_id) "
    "references triage.item (client_id, id))",
    "create index ix_evidence_client_id_item_id on triage.evidence (client_id, item_id)",
    "create index ix_evidence_client_id_label_at on triage.evidence (client_id, label, at)",
    "create unique index uq_evidence_correction on triage.evidence (client_id, item_id, label) "
    "where source = 'correction' and withdrawn_at is null",
)


def upgrade() -> None:
    for statement in (*_STATEMENTS, *isolation_statements("triage", ["evidence"])):
        op.execute(statement)
