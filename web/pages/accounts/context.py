"""What the pages of clients and their accounts are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from services.contracts.ingest import AccountTrouble
from web.pages.form import Form

AccountState = Literal["removed", "paused", "pushed", "syncing", "failing", "coming"]


@dataclass(frozen=True)
class ClientHead:
    """The client to which a page belongs."""

    slug: str
    name: str
    colour: int


@dataclass(frozen=True)
class SyncShown:
    """The latest sync that somebody asked for."""

    state: Literal["queued", "running", "done", "failed"]
    found: int
    error: str | None = None


@dataclass(frozen=True)
class AccountRow:
    """`slug` is how programs name it. `interval_seconds` is None where messages are pushed to us.

    `last_error` is a code, `trouble` its kind.
    """

    account_id: UUID
    slug: str
    network: str
    name: str
    url: str
    state: AccountState
    can_reply: bool
    can_hide: bool
    interval_seconds: float | None = None
    last_sync_at: datetime | None = None
    next_sync_at: datetime | None = None
    trouble: AccountTrouble | None = None
    last_error: str | None = None
    sync: SyncShown | None = None

    @property
    def is_pulled(self) -> bool:
        return self.state in {"syncing", "failing", "coming"}


@dataclass(frozen=True)
class ClientAccounts:
    slug: str
    name: str
    colour: int
    time_zone: str
    accounts: tuple[AccountRow, ...]


@dataclass(frozen=True)
class Accounts:
    """Block `clients` is the whole list, for a refresh after a sync was asked for."""

    template: ClassVar[str] = "accounts/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("clients",)

    clients: tuple[ClientAccounts, ...]


@dataclass(frozen=True)
class CredentialInput:
    """Something that a network asks for, under its name there; what is secret is never shown again."""

    name: str
    is_secret: bool


@dataclass(frozen=True)
class NetworkChoice:
    """A kind of place; `acts` are codes. Without `is_pulled`, messages are pushed to us from there."""

    code: str
    is_pulled: bool
    poll_seconds: float | None = None
    acts: tuple[str, ...] = ()
    credentials: tuple[CredentialInput, ...] = ()


@dataclass(frozen=True)
class AccountForm(Form):
    slug: str = ""
    name: str = ""
    url: str = ""
    interval: str = ""
    own_author_id: str = ""


@dataclass(frozen=True)
class CredentialsForm(Form):
    """`given` is what was written by the network's names, except secrets; errors stand under the same names.

    What is wrong with none in particular stands under `all`.
    """

    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NewAccountPage:
    """Without `network` the page offers `choices`, else the form that the chosen one asks for."""

    template: ClassVar[str] = "accounts/new.html"
    blocks: ClassVar[tuple[str, ...]] = ("form",)

    client: ClientHead
    choices: tuple[NetworkChoice, ...] = ()
    network: NetworkChoice | None = None
    form: AccountForm = AccountForm()
    credentials: CredentialsForm = CredentialsForm()


@dataclass(frozen=True)
class CheckShown:
    """What came of knocking at the account's door: as whom we come in, or what kept us out.

    `why` is what exactly it was, in the reader's language, where that is known.
    """

    name: str | None = None
    text_limit: int | None = None
    acts: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    trouble: AccountTrouble | None = None
    code: str | None = None
    why: str | None = None


@dataclass(frozen=True)
class AccountPage:
    """One account. `network` is None for a network that nobody here knows any more."""

    template: ClassVar[str] = "accounts/account.html"
    blocks: ClassVar[tuple[str, ...]] = ("state", "settings", "credentials")

    client: ClientHead
    account: AccountRow
    form: AccountForm
    network: NetworkChoice
    credentials: CredentialsForm = CredentialsForm()
    has_credentials: bool = False
    check: CheckShown | None = None
