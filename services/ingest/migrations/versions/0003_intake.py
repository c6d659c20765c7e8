"""Items as their authors wrote them, and the versions that newer ones replaced."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0003"
down_revision = "0002"

_CONTENT = (
    "kind text not null, text text not null, author_id text not null, author_name text not null, "
    "author_handle text, author_url text, followers bigint, created_at timestamptz not null, parent text, "
    "post text, url text, lang text, attachments jsonb, extra jsonb"
)
_TABLES = (
    "create table ingest.item (client_id uuid not null, id uuid not null, account_id uuid not null, "
    f"external_id text not null, {_CONTENT}, is_ours boolean not null, content_hash bytea not null, "
    "version integer not null, received_at timestamptz not null, changed_at timestamptz not null, "
    "deleted_at timestamptz, constraint pk_item primary key (client_id, id), "
    "constraint uq_item_client_id_account_id_external_id unique (client_id, account_id, external_id), "
    "constraint fk_item_client_id_account_id foreign key (client_id, account_id) "
    "references ingest.account (client_id, id))",
    # Children of an item, for read-backs of our own replies; most items of many networks have no parent.
    "create index ix_item_client_id_account_id_parent on ingest.item (client_id, account_id, parent) "
    "where parent is not null",
    "create table ingest.item_version (client_id uuid not null, item_id uuid not null, "
    f"version integer not null, {_CONTENT}, received_at timestamptz not null, "
    "constraint pk_item_version primary key (client_id, item_id, version), "
    "constraint fk_item_version_client_id_item_id foreign key (client_id, item_id) "
    "references ingest.item (client_id, id))",
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)
    for statement in isolation_statements("ingest", ["item", "item_version"]):
        op.execute(statement)
