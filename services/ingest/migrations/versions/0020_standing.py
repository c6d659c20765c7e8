"""How the public sees an item on its network, whether a deleted one lies in a bin, and when we last acted on it."""

from alembic import op

revision = "0020"
down_revision = "0011"

_COLUMNS = (
    # A default that is a constant rewrites no row; new rows always say it themselves.
    "alter table ingest.item add column standing text not null default 'visible', "
    "add column is_binned boolean not null default false, add column acted_at timestamptz",
    "alter table ingest.item alter column standing drop default",
)


def upgrade() -> None:
    for statement in _COLUMNS:
        op.execute(statement)
