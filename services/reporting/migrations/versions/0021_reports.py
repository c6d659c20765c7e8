"""Reports: frozen once, never changed."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute(
        """
        create table reporting.report (
            client_id uuid not null,
            id uuid not null,
            number integer not null,
            head jsonb not null,
            body text not null,
            constraint pk_report primary key (client_id, id),
            constraint uq_report_client_id_number unique (client_id, number)
        )
        """
    )
    for statement in isolation_statements("reporting", ["report"]):
        op.execute(statement)
    # Frozen means that the working role may not change or remove it either.
    op.execute("revoke update, delete on reporting.report from palabre_reporting")
