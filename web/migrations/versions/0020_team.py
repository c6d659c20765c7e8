"""Users who come in no more, and invitations that lead somebody who is known back in."""

from alembic import op

revision = "0020"
down_revision = "0001"

STATEMENTS = (
    'alter table web."user" add column closed_at timestamptz',
    "alter table web.invitation add column user_id uuid, add column created_at timestamptz not null default now(), "
    'add constraint fk_invitation_user_id foreign key (user_id) references web."user" (id) on delete cascade',
    "alter table web.invitation alter column created_at drop default",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
