"""What can be done with one item, in the words in which other rooms ask for it."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.contracts.ingest import Standing
from services.contracts.triage import ItemState

# On its way: asked of the network. Done: approved here, or what the network did. `back`: it did not.
Mark = Literal[
    "hiding", "deleting", "restoring", "approved", "let_out", "shown", "hidden", "spam", "deleted", "back"
]


@dataclass(frozen=True, slots=True)
class MarkedItem:
    """One item as moderation sees it: where it stands, whose it is, and what was done with it."""

    client_id: UUID
    id: UUID
    account_id: UUID
    state: ItemState
    standing: Standing
    is_deleted: bool
    is_ours: bool
    is_approved: bool
    is_wanted: bool
