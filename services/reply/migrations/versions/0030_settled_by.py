"""Who looked on the network, where only a person could say what had become of a reply."""

from alembic import op

revision = "0030"
down_revision = "0020"


def upgrade() -> None:
    op.execute("alter table reply.reply add column settled_by varchar")
