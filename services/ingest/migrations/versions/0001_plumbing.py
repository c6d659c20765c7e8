"""The event log, cursors, timers and idempotency."""

from alembic import op

from services.runtime.db.plumbing_migration import plumbing_statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    for statement in plumbing_statements("ingest"):
        op.execute(statement)
