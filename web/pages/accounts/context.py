"""What the accounts page's template is given."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID


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
class Accounts:
    """Block `clients` is the whole list, for a refresh after a sync was asked for."""

    template: ClassVar[str] = "accounts/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("clients",)

    clients: tuple[ClientAccounts, ...]
