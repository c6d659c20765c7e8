"""The one Protocol behind which every network stands, and the values that pass through it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from services.contracts.ingest import ItemKind, Standing


@dataclass(frozen=True, slots=True)
class AccountAccess:
    """One presence of a client on a network, opened: its address and what lets us in there."""

    url: str
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Presence:
    """Whom the credentials speak for. `text_limit` where this place tells one that differs from the network's."""

    name: str
    url: str
    text_limit: int | None = None


@dataclass(frozen=True, slots=True)
class FoundAuthor:
    id: str
    name: str
    handle: str | None = None
    url: str | None = None
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class FoundAttachment:
    url: str
    type: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundItem:
    """One item as it stands on the network now; ids are the network's own, times are aware.

    `is_ours` says that the account itself wrote it, through Palabre or not; `standing` how the public sees it.
    """

    external_id: str
    kind: ItemKind
    text: str
    author: FoundAuthor
    created_at: datetime
    parent: str | None = None
    post: str | None = None
    url: str | None = None
    lang: str | None = None
    attachments: tuple[FoundAttachment, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    is_ours: bool = False
    standing: Standing = "visible"


@dataclass(frozen=True, slots=True)
class Page:
    """What a pull brought. Store all of it together with `cursor`; while `more`, pull again at once.

    `deleted` are ids that are gone from the network for good, whether they were ever pulled or not; `binned`
    those that lie in its bin, from where `restore` brings them back. Neither is among `items`. An item may come
    again unchanged. A quiet pull gives back the cursor that it was given, unless it reads older pages in turn.
    `rest` is how long the place wants to be left alone; `moved_to` where it says that it stands for good by now.
    """

    items: tuple[FoundItem, ...]
    deleted: tuple[str, ...]
    cursor: str
    more: bool
    binned: tuple[str, ...] = ()
    rest: timedelta = timedelta()
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to publish. `key` is ours, the same for each attempt at the same reply."""

    parent: str
    post: str | None
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Published:
    external_id: str
    url: str | None


class Adapter(Protocol):
    """Every method raises NetworkError and nothing else. None tries twice by itself.

    What the network does not offer is refused with the code `not_offered`. Where an act finds what it was to
    bring about, that is success.
    """

    async def check(self, account: AccountAccess) -> Presence:
        """Prove the credentials without changing anything."""

    async def pull(self, account: AccountAccess, cursor: str | None) -> Page:
        """Read the next page of what changed; None begins at the beginning."""

    async def publish_reply(self, account: AccountAccess, reply: Reply) -> Published:
        """Publish once. On OutcomeUnknown it may stand there all the same."""

    async def find_reply(
        self, account: AccountAccess, reply: Reply, *, since: datetime, known: frozenset[str] = frozenset()
    ) -> Published | None:
        """Read back: our reply of this text under this parent, published after `since`, our time of sending.

        `known` are external ids of ours that belong to other replies. None means: not there now. Only where
        certainty is `readback`.
        """

    async def hide(self, account: AccountAccess, external_id: str, key: str) -> None:
        """Make an item invisible to the public."""

    async def unhide(self, account: AccountAccess, external_id: str, key: str) -> None:
        """Make a hidden item, or one that is held for a moderator, visible."""

    async def mark_spam(self, account: AccountAccess, external_id: str, key: str) -> None:
        """Put an item aside as spam, out of the public's sight."""

    async def delete(self, account: AccountAccess, external_id: str, key: str) -> None:
        """Take an item out of the public's sight; into the bin where the network has one."""

    async def restore(self, account: AccountAccess, external_id: str, key: str) -> None:
        """Bring back what was deleted or put aside as spam: visible again."""
