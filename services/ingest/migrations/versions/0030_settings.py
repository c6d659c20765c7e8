"""Accounts that are paused or removed, why one cannot be read, and keys that run out or were used."""

from alembic import op

revision = "0030"
down_revision = "0020"

_COLUMNS = (
    "alter table ingest.account add column trouble text, "
    "add column is_paused boolean not null default false, add column removed_at timestamptz",
    "alter table ingest.account alter column is_paused drop default",
    "alter table ingest.api_key add column last_used_at timestamptz",
)
# As before it answers no more than whose key it is; now also until when, since a key may be about to run out.
_FIND_KEY = (
    "create function ingest.find_key(wanted text) returns table (client_id uuid, slug text, scopes text[], "
    "secret_hash bytea, revoked_at timestamptz, last_used_at timestamptz) language sql stable security definer "
    "set search_path = pg_catalog, pg_temp as $$"
    "select k.client_id, c.slug, k.scopes, k.secret_hash, k.revoked_at, k.last_used_at from ingest.api_key k "
    "join ingest.client c on c.client_id = k.client_id where k.id = wanted$$"
)


def upgrade() -> None:
    for statement in _COLUMNS:
        op.execute(statement)
    op.execute("drop function ingest.find_key(text)")
    op.execute(_FIND_KEY)
    op.execute("revoke all on function ingest.find_key(text) from public")
    op.execute("grant execute on function ingest.find_key(text) to palabre_ingest")
