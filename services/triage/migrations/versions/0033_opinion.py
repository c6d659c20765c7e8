"""Second opinions."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0033"
down_revision = "0032"

_TABLES = (
    "create table triage.opinion_setting (client_id uuid not null, is_on boolean not null, "
    "most_calls integer not null, most_micro_euros bigint not null, switched_by text not null, "
    "switched_at timestamptz not null, paused_until timestamptz, "
    "constraint pk_opinion_setting primary key (client_id))",
    "create table triage.opinion (client_id uuid not null, item_id uuid not null, version integer not null, "
    "asked_about text[] not null, wanted_at timestamptz not null, outcome text not null, failure text, "
    "host text not null, model text not null, labels jsonb not null, reason text not null, "
    "tokens_in integer not null, tokens_out integer not null, micro_euros bigint not null, "
    "calls integer not null, asked_at timestamptz, constraint pk_opinion primary key (client_id, item_id), "
    "constraint fk_opinion_client_id_item_id foreign key (client_id, item_id) "
    "references triage.assessment (client_id, item_id) on delete cascade)",
    "create index ix_opinion_open on triage.opinion (client_id, wanted_at, item_id) "
    "where outcome in ('waiting', 'asking')",
    "create table triage.opinion_day (client_id uuid not null, day date not null, calls integer not null, "
    "tokens_in bigint not null, tokens_out bigint not null, micro_euros bigint not null, "
    "constraint pk_opinion_day primary key (client_id, day))",
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)
    for statement in isolation_statements("triage", ["opinion_setting", "opinion", "opinion_day"]):
        op.execute(statement)
