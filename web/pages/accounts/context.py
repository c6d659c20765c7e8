"""What the accounts page's template is given."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from web.pages.desk.queue import ClientChoice


@dataclass(frozen=True)
class SyncShown:
    """The latest sync that somebody asked for."""

    state: Literal["queued", "running", "done", "failed"]
    found: int
    error: str | None = None


@dataclass(frozen=True)
class AccountRow:
    """`is_pulled` is false where messages are pushed to us; `interval_seconds` is then None."""

    account_id: UUID
    network: str
    name: str
    url: str
    is_pulled: bool
    can_reply: bool
    can_hide: bool
    interval_seconds: float | None = None
    last_sync_at: datetime | None = None
    last_error: str | None = None
    sync: SyncShown | None = None


@dataclass(frozen=True)
class ClientAccounts:
    slug: str
    name: str
    colour: int
    time_zone: str
    accounts: tuple[AccountRow, ...]


@dataclass(frozen=True)
class AccountForm:
    """A refused form comes back with what was written, except the secret; `client` is a slug."""

    client: str = ""
    network: str = ""
    slug: str = ""
    name: str = ""
    url: str = ""
    network_error: str | None = None
    slug_error: str | None = None
    name_error: str | None = None
    url_error: str | None = None

    def refused(self, faults: Mapping[str, str]) -> "AccountForm":
        """What is wrong elsewhere than in a field shown stands at the first."""
        own = {f"{name}_error": words for name, words in faults.items() if name in _FAULTY}
        return replace(self, **own) if own else replace(self, slug_error=next(iter(faults.values()), None))


_FAULTY = frozenset({"network", "slug", "name", "url"})


@dataclass(frozen=True)
class Accounts:
    """Block `clients` is the whole list, for a refresh after a sync was asked for.

    `choices` and `networks` are what the form offers; without clients there is no form.
    """

    template: ClassVar[str] = "accounts/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("clients",)

    clients: tuple[ClientAccounts, ...]
    choices: tuple[ClientChoice, ...] = ()
    networks: tuple[str, ...] = ()
    form: AccountForm = AccountForm()
