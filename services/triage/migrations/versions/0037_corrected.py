"""What counts of an assessment once people have corrected it, and doubt before certainty in the order of the queue."""

from alembic import op

revision = "0037"
down_revision = "0036"

_STEP = 1 << 44  # as queue/domain/place.py has it
_STATEMENTS = (
    "alter table triage.assessment add column corrected jsonb",
    *(
        f"update triage.{table} set place = (place / {_STEP} * 2 + 1) * {_STEP} + place % {_STEP} "  # noqa: S608 constants of this module
        "where status = 'open'"
        for table in ("conversation", "conversation_label")
    ),
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
