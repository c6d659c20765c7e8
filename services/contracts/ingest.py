"""Operations of ingest: the directory of clients, items in, syncs, and actions out."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.problem import FieldError
from services.contracts.values import Listed, Model, Paging, Slug, Text, Time

ItemKind = Literal["comment", "reply", "mention", "direct", "review", "article", "post"]
ActionKind = Literal["publish_reply", "hide"]
ActionState = Literal["approved", "claimed", "sending", "sent", "refused", "unknown", "cancelled"]
MAX_BATCH_ITEMS = 1_000
MAX_BATCH_BYTES = 5_000_000
# The largest whole number that every reader of JSON keeps exactly.
MAX_FOLLOWERS = 2**53 - 1


# --- directory: clients, accounts, keys ---


class NewClient(Model):
    slug: Slug
    name: Text = Field(min_length=1, max_length=200)
    time_zone: str = Field(default="Europe/Paris", max_length=64)


class Client(Model):
    id: UUID
    slug: str
    name: str
    time_zone: str
    colour: int = Field(ge=0, le=7)
    created_at: Time


class NewAccount(Model):
    """`credentials` depend on the network, are kept encrypted and never shown again.

    `own_author_id` is the author as whom the account itself writes, so that its own words are not taken for
    the public's.
    """

    slug: Slug
    network: str = Field(max_length=40)
    name: Text = Field(default="", max_length=200)
    url: Text = Field(default="", max_length=2_000, pattern=r"^(https?://[^\s]+)?$")
    credentials: dict[str, str] = Field(default_factory=dict, max_length=20)
    interval_seconds: float | None = Field(default=None, ge=1, le=86_400)
    own_author_id: Text | None = Field(default=None, min_length=1, max_length=500)


class Account(Model):
    """One presence of a client on a network. `limits` come from the network's capabilities."""

    id: UUID
    client_id: UUID
    slug: str
    network: str
    name: str
    url: str
    is_pulled: bool
    interval_seconds: float | None
    own_author_id: str | None = None
    text_limit: int | None
    can_reply: bool
    can_hide: bool
    last_sync_at: Time | None = None
    last_error: str | None = None
    created_at: Time


class DirectoryQuery(Paging):
    """Clients and accounts are few: one page holds most agencies' whole."""

    limit: int = Field(default=200, ge=1, le=200)


class AccountQuery(DirectoryQuery):
    client: UUID | None = None


class NewKey(Model):
    name: Text = Field(default="", max_length=200)
    scopes: list[str] = Field(min_length=1, max_length=10)


class Key(Model):
    id: str
    client_id: UUID
    name: str
    scopes: list[str]
    created_at: Time
    revoked_at: Time | None = None


class IssuedKey(Model):
    """The only answer that ever holds the key itself."""

    key: str
    about: Key


class KeyExchange(Model):
    """`audience` is the service that was given the key."""

    key: str = Field(max_length=200)
    audience: str = Field(max_length=20)


class ExchangedKey(Model):
    """A token of at most 60 s for that audience; kept at most 30 s."""

    token: str


ADD_CLIENT = Operation(
    "ingest", "ingest.add_client", "POST", "/v1/clients", "clients:write", Client, body=NewClient, status=201
)
LIST_CLIENTS = Operation(
    "ingest",
    "ingest.list_clients",
    "GET",
    "/v1/clients",
    "clients:read",
    Listed[Client],
    query=DirectoryQuery,
)
GET_CLIENT = Operation("ingest", "ingest.get_client", "GET", "/v1/clients/{client}", "clients:read", Client)
ADD_ACCOUNT = Operation(
    "ingest",
    "ingest.add_account",
    "POST",
    "/v1/clients/{client}/accounts",
    "accounts:write",
    Account,
    body=NewAccount,
    status=201,
)
LIST_ACCOUNTS = Operation(
    "ingest",
    "ingest.list_accounts",
    "GET",
    "/v1/accounts",
    "accounts:read",
    Listed[Account],
    query=AccountQuery,
)
GET_ACCOUNT = Operation(
    "ingest", "ingest.get_account", "GET", "/v1/accounts/{account}", "accounts:read", Account
)
ADD_KEY = Operation(
    "ingest",
    "ingest.add_key",
    "POST",
    "/v1/clients/{client}/keys",
    "keys:write",
    IssuedKey,
    body=NewKey,
    status=201,
)
LIST_KEYS = Operation(
    "ingest",
    "ingest.list_keys",
    "GET",
    "/v1/clients/{client}/keys",
    "keys:write",
    Listed[Key],
    query=Paging,
)
REVOKE_KEY = Operation(
    "ingest", "ingest.revoke_key", "DELETE", "/v1/clients/{client}/keys/{key}", "keys:write", Key
)
EXCHANGE_KEY = Operation(
    "ingest",
    "ingest.exchange_key",
    "POST",
    "/v1/keys/exchange",
    "keys:exchange",
    ExchangedKey,
    body=KeyExchange,
)


# --- intake: items in ---


class AuthorIn(Model):
    id: str = Field(min_length=1, max_length=500)
    name: str = Field(max_length=500)
    handle: str | None = Field(default=None, max_length=500)
    url: str | None = Field(default=None, max_length=2_000)
    followers: int | None = Field(default=None, ge=0, le=MAX_FOLLOWERS)


class Attachment(Model):
    url: str = Field(max_length=2_000)
    type: str = Field(max_length=100)
    name: str | None = Field(default=None, max_length=500)


class ItemIn(Model):
    """One item as a scheduler posts it; `id`, `parent` and `post` are the network's own."""

    account: str = Field(min_length=1, max_length=64)
    id: str = Field(min_length=1, max_length=500)
    kind: ItemKind
    text: str = Field(max_length=50_000)
    author: AuthorIn
    created_at: Time
    parent: str | None = Field(default=None, min_length=1, max_length=500)
    post: str | None = Field(default=None, min_length=1, max_length=500)
    url: str | None = Field(default=None, max_length=2_000)
    lang: str | None = Field(default=None, max_length=35)
    attachments: list[Attachment] | None = Field(default=None, max_length=50)
    extra: dict[str, Any] | None = None


class ItemOutcome(Model):
    """What became of one item of a batch; `item_id` is ours, `id` the network's."""

    index: int
    id: str | None = None
    status: Literal["created", "updated", "duplicate", "rejected"]
    item_id: UUID | None = None
    errors: list[FieldError] | None = None


class BatchOutcome(Model):
    created: int
    updated: int
    duplicates: int
    rejected: int
    items: list[ItemOutcome]


PUSH_ITEMS = Operation(
    "ingest",
    "ingest.push_items",
    "POST",
    "/v1/clients/{client}/items",
    "items:write",
    BatchOutcome,
    raw_body=True,
)


class Item(Model):
    """An item as stored: its newest version. `is_ours` says that the client itself wrote it."""

    id: UUID
    client_id: UUID
    account_id: UUID
    account: str
    network: str
    external_id: str
    kind: ItemKind
    text: str
    author_id: str
    author_name: str
    author_handle: str | None
    author_url: str | None
    followers: int | None
    created_at: Time
    received_at: Time
    parent: str | None
    post: str | None
    url: str | None
    lang: str | None
    version: int
    is_ours: bool
    deleted_at: Time | None


class ItemLookup(Model):
    ids: list[UUID] = Field(max_length=500)


LOOK_UP_ITEMS = Operation(
    "ingest",
    "ingest.look_up_items",
    "POST",
    "/v1/clients/{client}/items/lookup",
    "items:read",
    Listed[Item],
    body=ItemLookup,
)


# --- syncs ---


class Sync(Model):
    """One pull of an account. A run that found nothing leaves no row once it has ended."""

    id: UUID
    client_id: UUID
    account_id: UUID
    state: Literal["queued", "running", "done", "failed"]
    found: int
    requested_at: Time
    started_at: Time | None = None
    ended_at: Time | None = None
    error: str | None = None


START_SYNC = Operation(
    "ingest", "ingest.start_sync", "POST", "/v1/accounts/{account}/syncs", "syncs:write", Sync, status=202
)
GET_SYNC = Operation("ingest", "ingest.get_sync", "GET", "/v1/syncs/{sync}", "syncs:read", Sync)


# --- actions out ---


class NewAction(Model):
    """A request to do something on a network, once.

    `approved_by` and `approved_hash` (SHA-256, hex, of the text in UTF-8) bind the approval to the text;
    `origin` is the id of the reply or decision it serves.
    """

    client: UUID
    kind: ActionKind
    item_id: UUID
    origin: UUID
    text: Text | None = Field(default=None, min_length=1, max_length=50_000)
    approved_by: str = Field(min_length=1, max_length=100)
    approved_hash: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class Action(Model):
    """`external_id` and `url` say where the result stands; `detail` says in words why it was refused."""

    id: UUID
    client_id: UUID
    account_id: UUID
    kind: ActionKind
    item_id: UUID
    origin: UUID
    state: ActionState
    attempts: int
    code: str | None = None
    detail: str | None = None
    external_id: str | None = None
    url: str | None = None
    needs_person: bool = False
    created_at: Time
    settled_at: Time | None = None


class ActionQuery(Paging):
    client: UUID | None = None
    state: ActionState | None = None
    needs_person: bool | None = None


REQUEST_ACTION = Operation(
    "ingest",
    "ingest.request_action",
    "POST",
    "/v1/actions",
    "actions:write",
    Action,
    body=NewAction,
    status=202,
    idempotent=True,
)
GET_ACTION = Operation("ingest", "ingest.get_action", "GET", "/v1/actions/{action}", "actions:read", Action)
LOOK_UP_ACTIONS = Operation(
    "ingest",
    "ingest.look_up_actions",
    "POST",
    "/v1/clients/{client}/actions/lookup",
    "actions:read",
    Listed[Action],
    body=ItemLookup,
)
LIST_ACTIONS = Operation(
    "ingest", "ingest.list_actions", "GET", "/v1/actions", "actions:read", Listed[Action], query=ActionQuery
)
CANCEL_ACTION = Operation(
    "ingest", "ingest.cancel_action", "POST", "/v1/actions/{action}/cancel", "actions:write", Action
)


class SettledAction(Model):
    """What a person saw on the network: it is there (sent), or it is not (refused)."""

    outcome: Literal["sent", "refused"]


SETTLE_ACTION = Operation(
    "ingest",
    "ingest.settle_action",
    "POST",
    "/v1/actions/{action}/settle",
    "actions:write",
    Action,
    body=SettledAction,
)

# Topics of ingest's event log and what their keys are.
ITEM_CREATED = "item.created"  # item ids
ITEM_UPDATED = "item.updated"  # item ids
ITEM_DELETED = "item.deleted"  # item ids
ACTION_SETTLED = "action.settled"  # action ids: sent, refused, cancelled, or unknown and waiting for a person
