"""Actions: everything that is sent to a network."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0010"
down_revision = "0003"

_TABLES = (
    "create table ingest.action (client_id uuid not null, id uuid not null, account_id uuid not null, "
    "item_id uuid not null, origin uuid not null, kind text not null, text text, approved_by text not null, "
    "state text not null, fence integer not null, attempts smallint not null, looks smallint not null, "
    "sending_at timestamptz, code text, detail text, external_id text, url text, "
    "needs_person boolean not null, created_at timestamptz not null, settled_at timestamptz, "
    "constraint pk_action primary key (client_id, id), "
    "constraint uq_action_client_id_kind_origin unique (client_id, kind, origin), "
    "constraint fk_action_client_id_account_id foreign key (client_id, account_id) "
    "references ingest.account (client_id, id))",
    "create index ix_action_client_id_item_id on ingest.action (client_id, item_id)",
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)
    for statement in isolation_statements("ingest", ["action"]):
        op.execute(statement)
