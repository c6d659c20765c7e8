"""Replies."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(
        """
        create table reply.reply (
            client_id uuid not null,
            id uuid not null,
            item_id uuid not null,
            conversation_id uuid not null,
            account_id uuid not null,
            network varchar not null,
            author_name varchar not null,
            item_created_at timestamptz not null,
            text varchar not null,
            text_hash varchar not null,
            text_limit integer,
            sources jsonb not null,
            state varchar not null,
            written_by varchar not null,
            created_at timestamptz not null,
            approved_by varchar,
            approved_hash varchar,
            accepted_at timestamptz,
            send_at timestamptz,
            asked_at timestamptz,
            action_id uuid,
            published_at timestamptz,
            external_id varchar,
            url varchar,
            detail varchar,
            constraint pk_reply primary key (client_id, id),
            constraint ck_reply_state check (
                state in ('draft', 'accepted', 'sending', 'published', 'refused', 'unknown', 'recalled')
            ),
            -- Nothing leaves that nobody approved, or whose text is not the one approved.
            constraint ck_reply_approved check (
                state = 'draft' or (approved_by is not null and approved_hash is not null
                                    and approved_hash = text_hash)
            )
        )
        """
    )
    op.execute("create index ix_reply_id on reply.reply (id)")
    op.execute("create index ix_reply_client_id_conversation_id on reply.reply (client_id, conversation_id)")
    for statement in isolation_statements("reply", ["reply"]):
        op.execute(statement)
