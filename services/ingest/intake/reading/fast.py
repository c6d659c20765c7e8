"""The fast way through a batch in which everything is as it should be, which is nearly every one.

The parser reads straight into structs and keeps the last of two equal names, so the names that stand in the text
are counted and compared with those that were read: one more in the text means that one came twice.
"""

import msgspec
from msgspec import UNSET, Struct

from services.ingest.intake.reading.document import MAX_DEPTH
from services.ingest.intake.reading.posted import PostedItem

_WHITE_SPACE = b" \t\r\n"
_REQUIRED = 6  # names that every item has: account, id, kind, text, author, created_at
_AUTHOR = 2
_ATTACHMENT = 2


class Wrapped(Struct, forbid_unknown_fields=True):
    items: list[PostedItem]


_decode = msgspec.json.Decoder(list[PostedItem] | Wrapped).decode


class _UnusualError(Exception):
    """Deeper than anybody may nest; the strict readers say it in words."""


def read_fast(body: bytes) -> list[PostedItem] | None:
    """Return the items; None when anything is unusual, and the strict readers must say what."""
    if b"\\u0000" in body:
        return None
    try:
        document = _decode(body)
        if isinstance(document, Wrapped):
            items, names, levels = document.items, 1, MAX_DEPTH - 3
        else:
            items, names, levels = document, 0, MAX_DEPTH - 2
        names += sum(_names_of(item, levels) for item in items)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, _UnusualError):
        return None
    return items if is_number_of_names(body, names) else None


def is_number_of_names(document: bytes, names: int) -> bool:
    """Whether valid JSON has no more names than those that were read, which it has at least.

    Without white space each name ends in a quote and a colon. Strings may hold that too, and only then must it be
    told what stands inside of them, which takes three times as long.
    """
    return document.translate(None, _WHITE_SPACE).count(b'":') == names or names_in(document) == names


def names_in(document: bytes) -> int:
    """Count the names of all objects in valid JSON: the colons that stand outside of strings."""
    if b'\\"' in document or b"\\\\" in document:
        document = document.replace(b"\\\\", b"").replace(b'\\"', b"")
    return b"".join(document.split(b'"')[::2]).count(b":")


def _names_of(item: PostedItem, levels: int) -> int:
    """Count the names of an item; `levels` is how deep objects may still stand in its `extra`."""
    author = item.author
    names = (
        _REQUIRED
        + _AUTHOR
        + (item.parent is not UNSET)
        + (item.post is not UNSET)
        + (item.url is not UNSET)
        + (item.lang is not UNSET)
        + (item.attachments is not UNSET)
        + (item.extra is not UNSET)
        + (author.handle is not UNSET)
        + (author.url is not UNSET)
        + (author.followers is not UNSET)
    )
    if item.attachments:
        names += sum(_ATTACHMENT + (one.name is not UNSET) for one in item.attachments)
    return names + _names_within(item.extra, levels) if item.extra else names


def _names_within(value: object, levels: int) -> int:
    if isinstance(value, dict):
        names, children = len(value), list(value.values())
    elif isinstance(value, list):
        names, children = 0, value
    else:
        return 0
    if levels == 0:
        raise _UnusualError
    return names + sum(_names_within(child, levels - 1) for child in children)
