"""Users, their clients, sessions, invitations, and tries to sign in."""

from alembic import op

from services.runtime.db.isolation import isolation_statements

revision = "0001"
down_revision = None

TABLES = (
    'create table web."user" (id uuid not null, email text not null, name text not null, role text not null, '
    "password_hash text not null, language text not null, time_zone text not null, theme text not null, "
    "created_at timestamptz not null, constraint pk_user primary key (id), "
    "constraint uq_user_email unique (email))",
    "create table web.user_client (client_id uuid not null, user_id uuid not null, "
    "constraint pk_user_client primary key (client_id, user_id), "
    'constraint fk_user_client_user_id foreign key (user_id) references web."user" (id) on delete cascade)',
    "create index ix_user_client_user_id on web.user_client (user_id)",
    "create table web.session (id uuid not null, token_hash bytea not null, user_id uuid not null, "
    "agent text not null, created_at timestamptz not null, seen_at timestamptz not null, "
    "constraint pk_session primary key (id), constraint uq_session_token_hash unique (token_hash), "
    'constraint fk_session_user_id foreign key (user_id) references web."user" (id) on delete cascade)',
    "create index ix_session_user_id on web.session (user_id)",
    "create table web.invitation (id uuid not null, token_hash bytea not null, email text not null, "
    "name text not null, role text not null, clients uuid[] not null, is_first boolean not null, "
    "invited_by text not null, expires_at timestamptz not null, "
    "constraint pk_invitation primary key (id), constraint uq_invitation_token_hash unique (token_hash))",
    "create table web.sign_in_attempt (name bytea not null, tries integer not null, "
    "next_at timestamptz not null, seen_at timestamptz not null, "
    "constraint pk_sign_in_attempt primary key (name))",
    "create index ix_sign_in_attempt_seen_at on web.sign_in_attempt (seen_at)",
)
# Rows of the agency, not of a client: no setting says whose they are, so grants alone guard them.
AGENCY = ('"user"', "session", "invitation", "sign_in_attempt")
# A person's own clients must be readable before anybody knows which clients to ask for.
BY_PERSON = (
    "create policy by_person on web.user_client for select to palabre_web "
    "using (user_id = (select nullif(current_setting('palabre.person', true), '')::uuid))"
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in AGENCY:
        op.execute(f"grant select, insert, update, delete on web.{table} to palabre_web")
    for statement in isolation_statements("web", ["user_client"]):
        op.execute(statement)
    op.execute(BY_PERSON)
