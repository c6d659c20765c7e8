"""What is stored of an item, and what becomes of each item of a batch: created, updated or known already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from services.contracts.ingest import ItemKind

Status = Literal["created", "updated", "duplicate"]


class NewItem(NamedTuple):
    """One item on its way in, as the columns that it fills; `attachments` and `extra` are JSON.

    Two items with one `content_hash` say the same. Tuples, because columns of a thousand come from `zip`.
    """

    account_id: UUID
    external_id: str
    kind: str
    text: str
    author_id: str
    author_name: str
    author_handle: str | None
    author_url: str | None
    followers: int | None
    created_at: datetime
    parent: str | None
    post: str | None
    url: str | None
    lang: str | None
    attachments: str | None
    extra: str | None
    is_ours: bool
    content_hash: bytes

    @property
    def place(self) -> "Place":
        return self.account_id, self.external_id


# Where an item stands: the account, and the network's own id.
Place = tuple[UUID, str]


@dataclass(slots=True)
class Standing:
    """What stands in the table at one place, as a batch is gone through; `source` is the batch's item that it is."""

    id: UUID
    version: int
    content_hash: bytes
    is_deleted: bool = False
    source: int | None = None


class Stored(NamedTuple):
    """What became of one item, and which one of ours it is."""

    status: Status
    id: UUID


class Replaced(NamedTuple):
    """A version that came and was replaced within one batch."""

    item_id: UUID
    version: int
    source: int


@dataclass(slots=True)
class Changes:
    """What a batch changes in places that are taken: outcomes by index, and what to write.

    `changed` are the places whose newest version is another one now; `replaced` versions never stood in the
    table.
    """

    outcomes: dict[int, Stored] = field(default_factory=dict)
    changed: dict[Place, Standing] = field(default_factory=dict)
    replaced: list[Replaced] = field(default_factory=list)


def apply_in_order(
    items: Sequence[NewItem], indexes: Sequence[int], standing: Mapping[Place, Standing]
) -> Changes:
    """Apply items to places that are taken, in the order of the batch. What was deleted is not brought back."""
    changes = Changes()
    for index in indexes:
        item = items[index]
        stands = standing[item.place]
        if stands.is_deleted or stands.content_hash == item.content_hash:
            changes.outcomes[index] = Stored("duplicate", stands.id)
            continue
        if item.place in changes.changed and stands.source is not None:
            changes.replaced.append(Replaced(stands.id, stands.version, stands.source))
        stands.version += 1
        stands.content_hash = item.content_hash
        stands.source = index
        changes.changed[item.place] = stands
        changes.outcomes[index] = Stored("updated", stands.id)
    return changes


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item's newest version as others read it: the fields of the contract's Item."""

    id: UUID
    client_id: UUID
    account_id: UUID
    account: str
    network: str
    external_id: str
    kind: ItemKind
    text: str
    author_id: str
    author_name: str
    author_handle: str | None
    author_url: str | None
    followers: int | None
    created_at: datetime
    received_at: datetime
    parent: str | None
    post: str | None
    url: str | None
    lang: str | None
    version: int
    is_ours: bool
    deleted_at: datetime | None
