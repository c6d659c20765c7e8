"""Words that a voice avoids, and saved replies."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0020"
down_revision = "0004"


def upgrade() -> None:
    op.execute("alter table reply.voice add column avoid jsonb not null default '[]'::jsonb")
    op.execute("alter table reply.voice alter column avoid drop default")
    op.execute(
        """
        create table reply.saved_reply (
            client_id uuid not null,
            id uuid not null,
            title varchar not null,
            text_vous varchar,
            text_tu varchar,
            shortcut varchar,
            network varchar,
            updated_at timestamptz not null,
            updated_by varchar not null,
            removed_at timestamptz,
            constraint pk_saved_reply primary key (client_id, id),
            constraint ck_saved_reply_text check (text_vous is not null or text_tu is not null)
        )
        """
    )
    # A removed one gives its shortcut back at once.
    op.execute(
        "create unique index uq_saved_reply_shortcut on reply.saved_reply (client_id, shortcut) "
        "where removed_at is null"
    )
    for statement in isolation_statements("reply", ["saved_reply"]):
        op.execute(statement)
