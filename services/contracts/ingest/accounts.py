"""Accounts: a client's presences on networks, what those networks offer, and whether we come in there."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.ingest.directory import DirectoryQuery
from services.contracts.operation import Operation
from services.contracts.values import Listed, Model, Slug, Text, Time

# Why an account cannot be read, by what is to be done about it: renew the credentials; give their holder more
# rights; correct the address; write the new one, for what is read there will not be for ever; look whether the site
# is up; nothing, it wants a pause; nothing, it fails by itself.
AccountTrouble = Literal[
    "no_credentials", "credentials", "rights", "address", "moved", "unreachable", "slowed", "failing"
]

_ADDRESS = r"^(https?://[^\s]+)?$"


class AccountValues(Model):
    """What may be changed of an account at any time.

    `own_author_id` is the author as whom the account itself writes, so that its own words are not taken for
    the public's. Without an interval the network's own holds.
    """

    name: Text = Field(default="", max_length=200)
    url: Text = Field(default="", max_length=2_000, pattern=_ADDRESS)
    interval_seconds: float | None = Field(default=None, ge=1, le=86_400)
    own_author_id: Text | None = Field(default=None, min_length=1, max_length=500)


class NewAccount(AccountValues):
    """`credentials` are those that the network asks for; they are kept encrypted and never shown again."""

    slug: Slug
    network: str = Field(max_length=40)
    credentials: dict[str, Text] = Field(default_factory=dict, max_length=20)


class NewCredentials(Model):
    """They take the place of all that were kept before; none at all forgets those."""

    credentials: dict[str, Text] = Field(default_factory=dict, max_length=20)


class Account(Model):
    """One presence of a client on a network. `limits` come from the network's capabilities.

    `is_pulled` says that we read it by ourselves, which nobody does while it is paused or removed; a removed
    account keeps its items. `last_error` is the code of the newest failure, `trouble` what kind it is.
    """

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
    is_paused: bool = False
    has_credentials: bool = False
    last_sync_at: Time | None = None
    next_sync_at: Time | None = None
    last_error: str | None = None
    trouble: AccountTrouble | None = None
    removed_at: Time | None = None
    created_at: Time


class AccountQuery(DirectoryQuery):
    client: UUID | None = None


class CredentialField(Model):
    """Something that a network asks for: `name` is also the code under which screens have words for it."""

    name: str
    is_secret: bool


class Network(Model):
    """A kind of place. `acts` are codes of what can be done there, `lacks` of what is common and cannot.

    Where `is_pulled` is false, messages are pushed to us: the account needs neither address nor credentials.
    """

    code: str
    name: str
    is_pulled: bool
    poll_seconds: float | None = None
    text_limit: int | None = None
    credentials: list[CredentialField] = Field(default_factory=list)
    acts: list[str] = Field(default_factory=list)
    lacks: list[str] = Field(default_factory=list)


class AccountCheck(Model):
    """What came of knocking at an account's door: as whom we come in, or what kept us out.

    `code` is stable; `detail` is the adapter's sentence about it, or the place's own words.
    """

    name: str | None = None
    url: str | None = None
    text_limit: int | None = None
    acts: list[str] = Field(default_factory=list)
    lacks: list[str] = Field(default_factory=list)
    trouble: AccountTrouble | None = None
    code: str | None = None
    detail: str = ""


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
CHANGE_ACCOUNT = Operation(
    "ingest",
    "ingest.change_account",
    "PUT",
    "/v1/accounts/{account}",
    "accounts:write",
    Account,
    body=AccountValues,
)
RENEW_CREDENTIALS = Operation(
    "ingest",
    "ingest.renew_credentials",
    "PUT",
    "/v1/accounts/{account}/credentials",
    "accounts:write",
    Account,
    body=NewCredentials,
)
PAUSE_ACCOUNT = Operation(
    "ingest", "ingest.pause_account", "POST", "/v1/accounts/{account}/pause", "accounts:write", Account
)
RESUME_ACCOUNT = Operation(
    "ingest", "ingest.resume_account", "POST", "/v1/accounts/{account}/resume", "accounts:write", Account
)
REMOVE_ACCOUNT = Operation(
    "ingest", "ingest.remove_account", "DELETE", "/v1/accounts/{account}", "accounts:write", Account
)
RESTORE_ACCOUNT = Operation(
    "ingest", "ingest.restore_account", "POST", "/v1/accounts/{account}/restore", "accounts:write", Account
)
CHECK_ACCOUNT = Operation(
    "ingest", "ingest.check_account", "POST", "/v1/accounts/{account}/check", "accounts:write", AccountCheck
)
LIST_NETWORKS = Operation(
    "ingest", "ingest.list_networks", "GET", "/v1/networks", "accounts:read", Listed[Network]
)
