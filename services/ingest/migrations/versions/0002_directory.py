"""Clients, their accounts and API keys; and what must be found before the client is known."""

from alembic import op

from services.runtime.db.isolation import isolation_statements, owner_reading_statements

revision = "0002"
down_revision = "0001"

_TABLES = (
    "create sequence ingest.client_colour minvalue 0 maxvalue 7 start 0 cycle",
    "create table ingest.client (client_id uuid not null, slug text not null, name text not null, "
    "time_zone text not null, colour smallint not null, created_at timestamptz not null, "
    "constraint pk_client primary key (client_id), constraint uq_client_slug unique (slug))",
    "create table ingest.account (client_id uuid not null, id uuid not null, slug text not null, "
    "network text not null, name text not null, url text not null, credentials bytea, "
    "interval_seconds double precision, own_author_id text, last_sync_at timestamptz, last_error text, "
    "created_at timestamptz not null, constraint pk_account primary key (client_id, id), "
    "constraint uq_account_client_id_slug unique (client_id, slug), "
    "constraint fk_account_client_id foreign key (client_id) references ingest.client (client_id))",
    "create table ingest.api_key (client_id uuid not null, id text not null, name text not null, "
    "scopes text[] not null, secret_hash bytea not null, created_at timestamptz not null, "
    "revoked_at timestamptz, constraint pk_api_key primary key (client_id, id), "
    "constraint uq_api_key_id unique (id), "
    "constraint fk_api_key_client_id foreign key (client_id) references ingest.client (client_id))",
)

# A slug or a key comes before it is known whose it is, so these look across clients as the owner, and
# answer no more than who it is.
_FUNCTIONS = {
    "find_client(wanted text)": (
        "uuid",
        "select client_id from ingest.client where slug = wanted",
    ),
    "list_client_ids()": (
        "setof uuid",
        "select client_id from ingest.client",
    ),
    "find_key(wanted text)": (
        "table (client_id uuid, slug text, scopes text[], secret_hash bytea)",
        "select k.client_id, c.slug, k.scopes, k.secret_hash from ingest.api_key k "
        "join ingest.client c on c.client_id = k.client_id where k.id = wanted and k.revoked_at is null",
    ),
}


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)
    for statement in isolation_statements("ingest", ["client", "account", "api_key"]):
        op.execute(statement)
    for statement in owner_reading_statements("ingest", ["client", "api_key"]):
        op.execute(statement)
    op.execute("grant usage on sequence ingest.client_colour to palabre_ingest")
    for signature, (answer, body) in _FUNCTIONS.items():
        op.execute(
            f"create function ingest.{signature} returns {answer} language sql stable security definer "
            f"set search_path = pg_catalog, pg_temp as $${body}$$"
        )
        types = signature.replace("wanted ", "")
        op.execute(f"revoke all on function ingest.{types} from public")
        op.execute(f"grant execute on function ingest.{types} to palabre_ingest")
