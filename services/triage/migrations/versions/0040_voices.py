"""What the machine showed when somebody spoke or acted, and from which version each head of a layer stands."""

from alembic import op

revision = "0040"
down_revision = "0039"

_STATEMENTS = (
    "alter table triage.evidence add column shown jsonb",
    "alter table triage.layer add column heads jsonb not null default '{}'",
    # Of layers made before, which heads are older is not known: each counts as its own.
    "update triage.layer set heads = (select coalesce(jsonb_object_agg(one.key, number), '{}') "
    "from jsonb_each(figures) one) where body is not null",
    "alter table triage.layer alter column heads drop default",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
