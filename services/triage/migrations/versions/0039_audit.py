"""Which acts of rules people spoke of, so that an audit reads these and only counts the others."""

from alembic import op

revision = "0039"
down_revision = "0038"

_STATEMENTS = (
    # Of acts before this nobody noted it: they are read once more as if somebody had spoken of each.
    "alter table triage.automation_act add column is_heard boolean not null default true",
    "alter table triage.automation_act alter column is_heard drop default",
    "create index ix_automation_act_heard on triage.automation_act (client_id, rule_id, at) where is_heard",
    "create index ix_automation_act_done on triage.automation_act (client_id, rule_id, at) "
    "where decision_id is not null",
    "create index ix_decision_failed on triage.decision (client_id) where state = 'failed'",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
