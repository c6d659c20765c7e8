"""What the page of saved replies is given: a client's list and one form."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from services.contracts.reply import Address, Speaks
from web.pages.desk.queue import ClientChoice
from web.pages.form import Form


@dataclass(frozen=True)
class SavedRow:
    """`excerpt` is the first lines of the text that is said; `strays` when it says another form than the voice."""

    saved_id: UUID
    title: str
    excerpt: str
    updated_at: datetime
    updated_by: str
    shortcut: str | None = None
    network: str | None = None
    speaks: Speaks | None = None
    strays: bool = False
    avoided: tuple[str, ...] = ()


@dataclass(frozen=True)
class SavedForm(Form):
    """A new one while `saved_id` is None; a refused form keeps what was written. `speaks` and `avoided` are of
    the text that was kept.
    """

    saved_id: UUID | None = None
    title: str = ""
    text_vous: str = ""
    text_tu: str = ""
    shortcut: str = ""
    network: str = ""
    speaks: Speaks | None = None
    strays: bool = False
    avoided: tuple[str, ...] = ()


@dataclass(frozen=True)
class SavedReplies:
    """Blocks: `saved` is the list, `form` the one being written. `removed` can still be fetched back.

    `address` is the voice's form of address, whose text comes first in the form.
    """

    template: ClassVar[str] = "saved/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("saved", "form")

    client: ClientChoice
    clients: tuple[ClientChoice, ...]
    address: Address
    networks: tuple[str, ...]
    saved: tuple[SavedRow, ...]
    form: SavedForm
    search: str = ""
    next_cursor: str | None = None
    removed: UUID | None = None
