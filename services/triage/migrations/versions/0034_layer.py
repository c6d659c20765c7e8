"""Evidence with its answer, its model and what the general model said; a client's own layers on top of that one."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0034"
down_revision = "0033"

_STATEMENTS = (
    "alter table triage.evidence add column answer text",
    "alter table triage.evidence add column model text",
    "alter table triage.evidence add column general double precision",
    "update triage.evidence set general = said",
    "create index ix_evidence_client_id_at on triage.evidence (client_id, at)",
    "create table triage.layer (client_id uuid not null, id uuid not null, number integer not null, "
    "state text not null, general text not null, body bytea, figures jsonb not null, "
    "evidence_count integer not null, learnt_until timestamptz not null, made_at timestamptz not null, "
    "made_by text not null, live_at timestamptz, ended_at timestamptz, ended_by text, "
    "constraint pk_layer primary key (client_id, id), "
    "constraint uq_layer_client_id_number unique (client_id, number))",
    "create unique index uq_layer_live on triage.layer (client_id) where state = 'live'",
)


def upgrade() -> None:
    for statement in (*_STATEMENTS, *isolation_statements("triage", ["layer"])):
        op.execute(statement)
