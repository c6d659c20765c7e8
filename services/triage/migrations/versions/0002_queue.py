"""The copy of items, assessments, conversations, and what counts them."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0002"
down_revision = "0001"

_TABLES = (
    "create table triage.item (client_id uuid not null, id uuid not null, account_id uuid not null, "
    "network text not null, external_id text not null, kind text not null, text text not null, "
    "author_id text not null, author_name text not null, author_handle text, author_url text, "
    "followers bigint, created_at timestamptz not null, received_at timestamptz not null, parent text, "
    "post text, url text, version integer not null, is_ours boolean not null, deleted_at timestamptz, "
    "root text not null, conversation_id uuid, state text not null, is_approved boolean not null, "
    "is_closed boolean not null, wanted_at timestamptz, "
    "constraint pk_item primary key (client_id, id), "
    "constraint uq_item_client_id_account_id_external_id unique (client_id, account_id, external_id))",
    "create index ix_item_client_id_account_id_root on triage.item (client_id, account_id, root)",
    "create index ix_item_client_id_conversation_id on triage.item (client_id, conversation_id)",
    "create index ix_item_client_id_network_author_id on triage.item (client_id, network, author_id)",
    "create table triage.assessment (client_id uuid not null, item_id uuid not null, version integer not null, "
    "priority smallint not null, found text[] not null, body jsonb not null, "
    "constraint pk_assessment primary key (client_id, item_id), "
    "constraint fk_assessment_client_id_item_id foreign key (client_id, item_id) "
    "references triage.item (client_id, id) on delete cascade)",
    "create table triage.conversation (client_id uuid not null, id uuid not null, account_id uuid not null, "
    "network text not null, status text not null, place bigint not null, priority smallint not null, "
    "waited_points smallint not null, waited_hours smallint not null, item_id uuid not null, "
    "waiting_since timestamptz, last_item_at timestamptz not null, waiting_count integer not null, "
    "item_count integer not null, labels text[] not null, ages_at timestamptz, "
    "constraint pk_conversation primary key (client_id, id))",
    "create index ix_conversation_client_id_status_place_id "
    "on triage.conversation (client_id, status, place, id)",
    "create index ix_conversation_client_id_status_network_place_id "
    "on triage.conversation (client_id, status, network, place, id)",
    "create index ix_conversation_client_id_ages_at on triage.conversation (client_id, ages_at)",
    "create table triage.conversation_label (client_id uuid not null, conversation_id uuid not null, "
    "label text not null, status text not null, network text not null, place bigint not null, "
    "constraint pk_conversation_label primary key (client_id, conversation_id, label), "
    "constraint fk_conversation_label_client_id_conversation_id foreign key (client_id, conversation_id) "
    "references triage.conversation (client_id, id) on delete cascade)",
    "create index ix_conversation_label_order "
    "on triage.conversation_label (client_id, label, status, place, conversation_id)",
    "create table triage.queue_count (client_id uuid not null, network text not null, label text not null, "
    "open_count integer not null, constraint pk_queue_count primary key (client_id, network, label))",
    "create table triage.answer (client_id uuid not null, reply_id uuid not null, item_id uuid not null, "
    "external_id text, read_until timestamptz not null, "
    "constraint pk_answer primary key (client_id, reply_id))",
    "create index ix_answer_client_id_item_id on triage.answer (client_id, item_id)",
)
_ISOLATED = ["item", "assessment", "conversation", "conversation_label", "queue_count", "answer"]


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)
    for statement in isolation_statements("triage", _ISOLATED):
        op.execute(statement)
