"""Who looked on the network, where only a person could say what had become of an action."""

from alembic import op

revision = "0040"
down_revision = "0030"


def upgrade() -> None:
    op.execute("alter table ingest.action add column settled_by text")
