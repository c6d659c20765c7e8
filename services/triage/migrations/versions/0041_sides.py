"""From where a rule begins that is tried, and with which charter replays so far were compared."""

from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.execute("alter table triage.replay add column threshold double precision")
    op.execute("""update triage.replay set asked = asked || '{"before": "now"}'""")
