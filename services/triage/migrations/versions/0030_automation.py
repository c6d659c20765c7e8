"""What the machine may do alone, and on which grounds it did."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0030"
down_revision = "0020"

_STATEMENTS = (
    "create table triage.automation (client_id uuid not null, id uuid not null, label text not null, "
    "action text not null, network text, highest_error double precision not null, "
    "audit_share double precision not null, state text not null, threshold double precision, "
    "start double precision not null, evidence_count integer not null, error_count integer not null, "
    "bound double precision not null, missing integer, computed_at timestamptz not null, "
    "decided_since integer not null, switched_by text, switched_at timestamptz, stopped_at timestamptz, "
    "acted_count integer not null, reversed_count integer not null, audited_count integer not null, "
    "audited_errors integer not null, constraint pk_automation primary key (client_id, id))",
    "create table triage.automation_act (client_id uuid not null, rule_id uuid not null, item_id uuid not null, "
    "is_audited boolean not null, probability double precision not null, threshold double precision not null, "
    "model text not null, at timestamptz not null, decision_id uuid, "
    "constraint pk_automation_act primary key (client_id, rule_id, item_id), "
    "constraint fk_automation_act_client_id_rule_id foreign key (client_id, rule_id) "
    "references triage.automation (client_id, id) on delete cascade, "
    "constraint fk_automation_act_client_id_item_id foreign key (client_id, item_id) "
    "references triage.item (client_id, id))",
    "create index ix_automation_act_client_id_item_id on triage.automation_act (client_id, item_id)",
    "alter table triage.decision add column grounds jsonb",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
    for statement in isolation_statements("triage", ["automation", "automation_act"]):
        op.execute(statement)
