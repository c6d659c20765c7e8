"""The first migration of every service, written once: the plumbing's tables as they stood then."""

from collections.abc import Iterator

from services.runtime.db.isolation import isolation_statements, watching_statements

_TABLES = (
    "create table {s}.head (client_id uuid not null, seq bigint not null, constraint pk_head primary key (client_id))",
    "create table {s}.event (client_id uuid not null, seq bigint not null, topic text not null, "
    "keys uuid[] not null, at timestamptz not null, actor text not null, correlation text not null, "
    "constraint pk_event primary key (client_id, seq))",
    "create table {s}.cursor (client_id uuid not null, source text not null, seq bigint not null, "
    "attempts smallint not null, retry_at timestamptz, constraint pk_cursor primary key (client_id, source))",
    "create table {s}.set_aside (client_id uuid not null, id uuid not null, source text not null, "
    "position text not null, reason text not null, at timestamptz not null, "
    "constraint pk_set_aside primary key (client_id, id))",
    "create table {s}.timer (client_id uuid not null, kind text not null, key text not null, "
    "due_at timestamptz not null, attempts smallint not null, correlation text not null, "
    "constraint pk_timer primary key (client_id, kind, key))",
    "create index ix_timer_due_at on {s}.timer (due_at)",
    "create table {s}.idempotency (client_id uuid not null, caller text not null, route text not null, "
    "key text not null, body_hash bytea not null, status integer not null, answer bytea not null, "
    "at timestamptz not null, constraint pk_idempotency primary key (client_id, caller, route, key))",
    "create index ix_idempotency_client_id_at on {s}.idempotency (client_id, at)",
)
_ISOLATED = ["head", "event", "cursor", "set_aside", "timer", "idempotency"]


def plumbing_statements(schema: str) -> Iterator[str]:
    """Yield the statements that make the plumbing of a schema and its row-level security."""
    for statement in _TABLES:
        yield statement.format(s=schema)
    yield from isolation_statements(schema, _ISOLATED)
    yield from watching_statements(schema)
