"""An item as it was posted, by the fast parser; its limits are those of the contract, which a test compares.

What was not said is UNSET, and not the same as null, so that names can be counted.
"""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from services.contracts.ingest import MAX_FOLLOWERS, ItemKind

Id = Annotated[str, Meta(min_length=1, max_length=500)]
Name = Annotated[str, Meta(max_length=500)]
URL = Annotated[str, Meta(max_length=2_000)]


class PostedAuthor(Struct, forbid_unknown_fields=True, frozen=True, gc=False):
    id: Id
    name: Name
    handle: Name | UnsetType | None = UNSET
    url: URL | UnsetType | None = UNSET
    followers: Annotated[int, Meta(ge=0, le=MAX_FOLLOWERS)] | UnsetType | None = UNSET


class PostedAttachment(Struct, forbid_unknown_fields=True, frozen=True, gc=False):
    url: URL
    type: Annotated[str, Meta(max_length=100)]
    name: Name | UnsetType | None = UNSET


class PostedItem(Struct, forbid_unknown_fields=True, frozen=True, gc=False):
    """Out of the garbage collector's sight, which nothing here needs: a thousand of them set it off otherwise."""

    account: Annotated[str, Meta(min_length=1, max_length=64)]
    id: Id
    kind: ItemKind
    text: Annotated[str, Meta(max_length=50_000)]
    author: PostedAuthor
    created_at: Annotated[datetime, Meta(tz=True)]
    parent: Id | UnsetType | None = UNSET
    post: Id | UnsetType | None = UNSET
    url: URL | UnsetType | None = UNSET
    lang: Annotated[str, Meta(max_length=35)] | UnsetType | None = UNSET
    attachments: Annotated[list[PostedAttachment], Meta(max_length=50)] | UnsetType | None = UNSET
    extra: dict[str, Any] | UnsetType | None = UNSET


def convert(raw: object) -> PostedItem:
    """Raises msgspec.ValidationError."""
    return msgspec.convert(raw, PostedItem)


def read_time(text: str) -> datetime:
    """Read RFC 3339 with an offset, as the fast parser does, so that both agree on every fraction.

    Raises msgspec.ValidationError.
    """
    moment: datetime = msgspec.convert(text, Annotated[datetime, Meta(tz=True)])
    return moment
