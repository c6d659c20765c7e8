"""An item as it was posted, by the fast parser; its limits are those of the contract, which a test compares."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from services.contracts.ingest import MAX_FOLLOWERS, ItemKind

Id = Annotated[str, Meta(min_length=1, max_length=500)]
Name = Annotated[str, Meta(max_length=500)]
URL = Annotated[str, Meta(max_length=2_000)]


class PostedAuthor(Struct, forbid_unknown_fields=True, frozen=True, gc=False):
    id: Id
    name: Name
    handle: Name | None = None
    url: URL | None = None
    followers: Annotated[int, Meta(ge=0, le=MAX_FOLLOWERS)] | None = None


class PostedAttachment(Struct, forbid_unknown_fields=True, frozen=True, gc=False):
    url: URL
    type: Annotated[str, Meta(max_length=100)]
    name: Name | None = None


class PostedItem(Struct, forbid_unknown_fields=True, frozen=True):
    account: Annotated[str, Meta(min_length=1, max_length=64)]
    id: Id
    kind: ItemKind
    text: Annotated[str, Meta(max_length=50_000)]
    author: PostedAuthor
    created_at: Annotated[datetime, Meta(tz=True)]
    parent: Id | None = None
    post: Id | None = None
    url: URL | None = None
    lang: Annotated[str, Meta(max_length=35)] | None = None
    attachments: Annotated[list[PostedAttachment], Meta(max_length=50)] | None = None
    extra: dict[str, Any] | None = None


def convert(raw: object) -> PostedItem:
    """Raises msgspec.ValidationError."""
    return msgspec.convert(raw, PostedItem)


def convert_all(raws: list[object]) -> list[PostedItem]:
    """The same for a batch at once, which is what makes it fast."""
    return msgspec.convert(raws, list[PostedItem])


def read_time(text: str) -> datetime:
    """Read RFC 3339 with an offset, as the fast parser does, so that both agree on every fraction.

    Raises msgspec.ValidationError.
    """
    moment: datetime = msgspec.convert(text, Annotated[datetime, Meta(tz=True)])
    return moment
