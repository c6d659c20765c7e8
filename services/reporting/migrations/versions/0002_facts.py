"""Facts."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(
        """
        create table reporting.fact (
            client_id uuid not null,
            kind varchar not null,
            subject_id uuid not null,
            at timestamptz not null,
            day date not null,
            conversation_id uuid,
            response_seconds double precision,
            constraint pk_fact primary key (client_id, kind, subject_id)
        )
        """
    )
    op.execute("create index ix_fact_client_id_day on reporting.fact (client_id, day)")
    op.execute(
        "create index ix_fact_client_id_conversation_id on reporting.fact (client_id, conversation_id)"
    )
    for statement in isolation_statements("reporting", ["fact"]):
        op.execute(statement)
