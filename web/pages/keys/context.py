"""What the page of a client's API keys is given. A key is shown once: afterwards only its hash is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from web.pages.accounts.context import ClientHead
from web.pages.form import Form

KeyState = Literal["holds", "runs_out", "ended"]


@dataclass(frozen=True)
class KeyRow:
    """`ended_at` lies ahead for a key that was replaced and still runs out."""

    key_id: str
    name: str
    scopes: tuple[str, ...]
    state: KeyState
    created_at: datetime
    ended_at: datetime | None = None
    last_used_at: datetime | None = None


@dataclass(frozen=True)
class KeyForm(Form):
    name: str = ""
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class IssuedKey:
    key: str
    name: str
    is_replacement: bool = False


@dataclass(frozen=True)
class Keys:
    template: ClassVar[str] = "keys/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("keys", "form")

    client: ClientHead
    keys: tuple[KeyRow, ...]
    scopes: tuple[str, ...]
    form: KeyForm = KeyForm()
    issued: IssuedKey | None = None
