"""Charters in all their versions, and replays: what a period would have looked like with another one."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0036"
down_revision = "0035"

_STATEMENTS = (
    "create table triage.charter (client_id uuid not null, version integer not null, allowed text not null, "
    "clauses jsonb not null, changed_by text not null, changed_at timestamptz not null, restores integer, "
    "replay_id uuid, constraint pk_charter primary key (client_id, version))",
    # A period's messages in order: ids sort by when a row was made, which is not when a message was received.
    "create index ix_item_client_id_received_at_id on triage.item (client_id, received_at, id)",
    "create table triage.replay (client_id uuid not null, id uuid not null, state text not null, "
    "asked jsonb not null, base jsonb not null, base_version integer not null, rules jsonb not null, "
    "since timestamptz not null, "
    "until timestamptz not null, asked_by text not null, asked_at timestamptz not null, "
    "ended_at timestamptz, total integer not null, done integer not null, left_out integer not null, "
    "place_at timestamptz not null, place_id uuid not null, tally jsonb not null, models text[] not null, "
    "adopted_version integer, constraint pk_replay primary key (client_id, id))",
    # One at a time for each client: a second would only take the machine from the first.
    "create unique index uq_replay_running on triage.replay (client_id) where state = 'running'",
    "create table triage.replay_change (client_id uuid not null, replay_id uuid not null, item_id uuid not null, "
    "version integer not null, received_at timestamptz not null, direction text not null, "
    "agreement text not null, before jsonb not null, after jsonb not null, word text, word_reason text, "
    "constraint pk_replay_change primary key (client_id, replay_id, item_id), "
    "constraint fk_replay_change_client_id_replay_id foreign key (client_id, replay_id) "
    "references triage.replay (client_id, id) on delete cascade, "
    "constraint fk_replay_change_client_id_item_id foreign key (client_id, item_id) "
    "references triage.assessment (client_id, item_id) on delete cascade)",
    "create index ix_replay_change_order on triage.replay_change (client_id, replay_id, received_at, item_id)",
    "create index ix_replay_change_client_id_item_id on triage.replay_change (client_id, item_id)",
)


def upgrade() -> None:
    for statement in (
        *_STATEMENTS,
        *isolation_statements("triage", ["charter", "replay", "replay_change"]),
    ):
        op.execute(statement)
