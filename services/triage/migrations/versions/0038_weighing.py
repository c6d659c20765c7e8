"""Rules that are still to be weighed, and how many messages that takes."""

from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.execute(
        "alter table triage.automation alter column computed_at drop not null, "
        "add column read_count integer not null default 0"
    )
    op.execute("alter table triage.automation alter column read_count drop default")
