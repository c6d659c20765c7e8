"""Voices."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute(
        """
        create table reply.voice (
            client_id uuid not null,
            address varchar not null,
            greeting varchar not null,
            signature varchar not null,
            undo_seconds jsonb not null,
            updated_at timestamptz not null,
            updated_by varchar not null,
            constraint pk_voice primary key (client_id)
        )
        """
    )
    for statement in isolation_statements("reply", ["voice"]):
        op.execute(statement)
