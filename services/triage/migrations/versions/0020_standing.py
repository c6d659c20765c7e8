"""How the network shows an item, and by which act a decision asks for it."""

from alembic import op

revision = "0020"
down_revision = "0003"

_STATEMENTS = (
    "alter table triage.item add column standing text not null default 'visible', "
    "add column reported text not null default 'visible'",
    "update triage.item set standing = 'hidden' where state = 'hidden'",
    "alter table triage.item alter column standing drop default, alter column reported drop default",
    "alter table triage.decision add column acts text[] not null default '{}'",
    "update triage.decision set acts = '{hide}' where kind = 'hide'",
    "alter table triage.decision alter column acts drop default",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
