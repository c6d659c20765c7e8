"""Pulls and syncs."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0011"
down_revision = "0010"

_ACCOUNT = "foreign key (client_id, account_id) references ingest.account (client_id, id)"
_TABLES = (
    "create table ingest.pull (client_id uuid not null, account_id uuid not null, cursor text, "
    "fence integer not null, failures integer not null, lease_until timestamptz not null, "
    "noted_at timestamptz, constraint pk_pull primary key (client_id, account_id), "
    f"constraint fk_pull_client_id_account_id {_ACCOUNT})",
    "create table ingest.sync (client_id uuid not null, id uuid not null, account_id uuid not null, "
    "state text not null, found integer not null, requested_at timestamptz not null, "
    "started_at timestamptz, ended_at timestamptz, error text, "
    "constraint pk_sync primary key (client_id, id), "
    f"constraint fk_sync_client_id_account_id {_ACCOUNT})",
    "create index ix_sync_client_id_account_id on ingest.sync (client_id, account_id)",
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)
    for statement in isolation_statements("ingest", ["pull", "sync"]):
        op.execute(statement)
