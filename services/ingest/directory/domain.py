"""Rules and values of the directory: how an API key is made and read, which zones and networks there are."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import available_timezones

ID_BYTES = 10
# How exactly it is known when a key was last used: reading with it seldom writes.
USE_STEP = timedelta(minutes=10)
SECRET_BYTES = 32
_PREFIX = "pal"

# The kind of the timer that says when an account is pulled next; its key is the account's id.
SYNC_DUE = "sync.due"

# Networks from which items may be pushed, whether or not an adapter of ours speaks with them.
PUSHED_NETWORKS = frozenset(
    {
        "bluesky",
        "email",
        "facebook",
        "google_business",
        "instagram",
        "linkedin",
        "mastodon",
        "rss",
        "threads",
        "tiktok",
        "trustpilot",
        "wordpress",
        "x",
        "youtube",
    }
)


@dataclass(frozen=True, slots=True)
class MintedKey:
    """A new key: `text` is shown once, the rest is kept."""

    id: str
    text: str = field(repr=False)
    secret_hash: bytes


@dataclass(frozen=True, slots=True)
class PresentedKey:
    """A key as somebody sent it, not yet known to be one of ours."""

    id: str
    secret_hash: bytes

    def matches(self, secret_hash: bytes) -> bool:
        return hmac.compare_digest(self.secret_hash, secret_hash)


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that holds: whose it is and what it may do."""

    id: str
    client_id: UUID
    client_slug: str
    scopes: frozenset[str]
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AccountRef:
    """What a writer of items must know of an account."""

    id: UUID
    slug: str
    own_author_id: str | None


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """An account with its credentials opened, for those who speak with its network."""

    id: UUID
    client_id: UUID
    slug: str
    network: str
    url: str
    is_pulled: bool
    interval_seconds: float | None
    own_author_id: str | None
    is_removed: bool = False
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def ref(self) -> AccountRef:
        """What a writer of its items must know of it."""
        return AccountRef(self.id, self.slug, self.own_author_id)


def mint_key(mark: Callable[[str], str]) -> MintedKey:
    """Return a new key `pal_<id>_<secret>` with a secret of 256 bits, so that a plain hash protects it.

    The secret ends in a mark of all that stands before, by which a key of ours is known without looking it up.
    """
    key_id = _base32(secrets.token_bytes(ID_BYTES))
    secret = _base32(secrets.token_bytes(SECRET_BYTES))
    secret += mark(f"{_PREFIX}_{key_id}_{secret}")
    return MintedKey(key_id, f"{_PREFIX}_{key_id}_{secret}", _hash(secret))


def read_key(text: str) -> PresentedKey | None:
    """Return the parts of a key; None when it cannot be one."""
    prefix, _, rest = text.partition("_")
    key_id, _, secret = rest.partition("_")
    if prefix != _PREFIX or not key_id or not secret or not rest.isascii() or "\x00" in rest:
        return None
    return PresentedKey(key_id, _hash(secret))


def is_time_zone(name: str) -> bool:
    return name in _zones()


def identity(client_id: UUID, account_id: UUID) -> bytes:
    """What binds sealed credentials to their row."""
    return client_id.bytes + account_id.bytes


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
