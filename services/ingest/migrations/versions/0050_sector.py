"""A client's trade, which decides what words mean: those that there are have none that is known."""

from alembic import op

revision = "0050"
down_revision = "0040"


def upgrade() -> None:
    op.execute("alter table ingest.client add column sector text not null default 'other'")
    op.execute("alter table ingest.client alter column sector drop default")
