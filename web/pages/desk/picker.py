"""The picker of saved replies above the answer being written."""

from dataclasses import dataclass
from uuid import UUID

from services.contracts.reply import Speaks


@dataclass(frozen=True)
class Offer:
    """`text` joins an answer that has begun, `whole` is all of one; `strays` as on the page of saved replies."""

    saved_id: UUID
    title: str
    text: str
    whole: str
    shortcut: str | None = None
    speaks: Speaks | None = None
    strays: bool = False
    avoided: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picker:
    """`is_away` when the replies could not be asked."""

    search: str
    offers: tuple[Offer, ...]
    has_more: bool = False
    is_away: bool = False
