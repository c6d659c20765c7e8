"""What the machine said when people acted, and for which model a rule's figures hold."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0035"
down_revision = "0034"

_STATEMENTS = (
    "create table triage.automation_word (client_id uuid not null, id uuid not null, item_id uuid not null, "
    "kind text not null, reason text not null, actor text not null, at timestamptz not null, "
    "version integer not null, model text, labels jsonb, "
    "constraint pk_automation_word primary key (client_id, id), "
    "constraint fk_automation_word_client_id_item_id foreign key (client_id, item_id) "
    "references triage.item (client_id, id))",
    "create index ix_automation_word_client_id_item_id_at on triage.automation_word (client_id, item_id, at)",
    "alter table triage.automation add column model text, add column model_since timestamptz, "
    "add column other_count integer not null default 0",
    "alter table triage.automation alter column other_count drop default",
    "create index ix_automation_stopped on triage.automation (client_id) where state = 'stopped'",
)


def upgrade() -> None:
    for statement in (*_STATEMENTS, *isolation_statements("triage", ["automation_word"])):
        op.execute(statement)
