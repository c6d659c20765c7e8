"""What can be done with one item, in the words in which other rooms ask for it."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Mark = Literal["approved", "hiding", "hidden", "visible"]


@dataclass(frozen=True, slots=True)
class MarkedItem:
    """One item as moderation sees it: where it stands, whose it is, and what was done with it."""

    client_id: UUID
    id: UUID
    account_id: UUID
    state: str
    is_ours: bool
    is_approved: bool
    is_wanted: bool
