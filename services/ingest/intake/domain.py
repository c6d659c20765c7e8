"""What is stored of an item, and what becomes of each item of a batch: created, updated or known already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from services.contracts.ingest import Standing

Status = Literal["created", "updated", "duplicate"]


class NewItem(NamedTuple):
    """One item on its way in, as the columns that it fills; `attachments` and `extra` are JSON.

    Two items with one `content_hash` say the same. `standing` is what a new item begins with; of a known one it
    counts only when the network was read. Tuples, because columns of a thousand come from `zip`.
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
    standing: Standing = "visible"

    @property
    def place(self) -> "Place":
        return self.account_id, self.external_id


# Where an item stands: the account, and the network's own id.
Place = tuple[UUID, str]


@dataclass(slots=True)
class Known:
    """What stands in the table at one place, as a batch is gone through; `source` is the batch's item that it is.

    Of what was erased no word is left, so it says the same as nothing.
    """

    id: UUID
    version: int
    content_hash: bytes
    standing: Standing = "visible"
    is_deleted: bool = False
    acted_at: datetime | None = None
    source: int | None = None

    @property
    def is_erased(self) -> bool:
        return not self.content_hash

    def is_still_hidden_as(self, standing: Standing) -> bool:
        """Whether a network says so of what we hid: some know no other way to hide than to hold back."""
        return standing == "held" and self.standing == "hidden" and self.acted_at is not None

    def is_older_than(self, read_at: datetime | None) -> bool:
        """Whether a network that was asked then knew of the last thing that we did with this."""
        return read_at is not None and (self.acted_at is None or self.acted_at < read_at)


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
    table. `shown` are the places that the public sees differently now, or again;
    of `erased` items no earlier version is left to keep.
    """

    outcomes: dict[int, Stored] = field(default_factory=dict)
    changed: dict[Place, Known] = field(default_factory=dict)
    shown: dict[Place, Known] = field(default_factory=dict)
    erased: set[UUID] = field(default_factory=set)
    replaced: list[Replaced] = field(default_factory=list)


def apply_in_order(
    items: Sequence[NewItem],
    indexes: Sequence[int],
    known: Mapping[Place, Known],
    read_at: datetime | None = None,
) -> Changes:
    """Apply items to places that are taken, in the order of the batch.

    What was deleted comes back only when its network, asked at `read_at`, shows it again; a pushed item (None)
    says nothing of how the public sees it.
    """
    changes = Changes()
    for index in indexes:
        item = items[index]
        stands = known[item.place]
        is_seen = stands.is_older_than(read_at)
        if stands.is_deleted and not is_seen:
            changes.outcomes[index] = Stored("duplicate", stands.id)
            continue
        is_news = _show(changes, item, stands) if is_seen else False
        if stands.content_hash != item.content_hash:
            _replace(changes, item, stands, index)
            is_news = True
        changes.outcomes[index] = Stored("updated" if is_news else "duplicate", stands.id)
    return changes


def _show(changes: Changes, item: NewItem, stands: Known) -> bool:
    """Take over how the public sees an item; False when that is known."""
    is_known = stands.standing == item.standing or stands.is_still_hidden_as(item.standing)
    if is_known and not stands.is_deleted:
        return False
    stands.standing, stands.is_deleted = item.standing, False
    changes.shown[item.place] = stands
    return True


def _replace(changes: Changes, item: NewItem, stands: Known, index: int) -> None:
    if item.place in changes.changed and stands.source is not None:
        changes.replaced.append(Replaced(stands.id, stands.version, stands.source))
    if stands.is_erased:
        changes.erased.add(stands.id)
    stands.version += 1
    stands.content_hash = item.content_hash
    stands.source = index
    changes.changed[item.place] = stands
