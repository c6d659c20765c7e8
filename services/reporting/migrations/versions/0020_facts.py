"""Facts by noun with their networks, and tallies by day.

Every fact follows from the logs of the others, so the old ones are dropped and the logs are read from the beginning.
"""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0020"
down_revision = "0002"

TABLES = ["message", "decision", "reply", "tally"]


def upgrade() -> None:
    op.execute("drop table reporting.fact")
    # The owner, too, stands behind row-level security; for the time of this statement it does not.
    op.execute("alter table reporting.cursor no force row level security")
    op.execute("delete from reporting.cursor")
    op.execute("alter table reporting.cursor force row level security")
    _create_facts()
    _create_replies()
    _create_tallies()
    # Of two answers about one conversation, the one that was asked for later holds.
    op.execute("create sequence reporting.question")
    op.execute("grant usage on sequence reporting.question to palabre_reporting")
    for statement in isolation_statements("reporting", TABLES):
        op.execute(statement)


def _create_facts() -> None:
    op.execute(
        """
        create table reporting.message (
            client_id uuid not null,
            item_id uuid not null,
            network varchar,
            day date,
            is_question boolean not null,
            is_answered boolean not null,
            constraint pk_message primary key (client_id, item_id)
        )
        """
    )
    op.execute(
        """
        create table reporting.decision (
            client_id uuid not null,
            decision_id uuid not null,
            network varchar not null,
            day date not null,
            kind varchar not null,
            reason varchar not null,
            constraint pk_decision primary key (client_id, decision_id)
        )
        """
    )


def _create_replies() -> None:
    op.execute(
        """
        create table reporting.reply (
            client_id uuid not null,
            reply_id uuid not null,
            item_id uuid not null,
            network varchar not null,
            day date not null,
            published_at timestamptz not null,
            conversation_id uuid,
            first_inbound_at timestamptz,
            asked_as bigint not null,
            response_seconds double precision,
            band smallint,
            constraint pk_reply primary key (client_id, reply_id)
        )
        """
    )
    op.execute("create index ix_reply_client_id_item_id on reporting.reply (client_id, item_id)")
    op.execute(
        "create index ix_reply_client_id_conversation_id on reporting.reply (client_id, conversation_id)"
    )
    op.execute(
        "create index ix_reply_band on reporting.reply (client_id, band, day) include (network, response_seconds) "
        "where band is not null"
    )


def _create_tallies() -> None:
    op.execute(
        """
        create table reporting.tally (
            client_id uuid not null,
            day date not null,
            network varchar not null,
            figure varchar not null,
            kind varchar not null,
            reason varchar not null,
            count integer not null,
            constraint pk_tally primary key (client_id, day, network, figure, kind, reason)
        )
        """
    )
