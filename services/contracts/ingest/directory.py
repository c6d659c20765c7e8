"""The directory: clients, their accounts, and API keys."""

from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Listed, Model, Paging, Slug, Text, Time


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
    can_unhide: bool = False
    can_mark_spam: bool = False
    can_delete: bool = False
    can_restore: bool = False
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
