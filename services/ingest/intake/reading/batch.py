"""A whole batch: fast when every item is right, and item by item when one is not, so that none sinks the others."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from services.contracts.ingest import MAX_BATCH_ITEMS
from services.contracts.problem import FieldError
from services.ingest.intake.reading import strict
from services.ingest.intake.reading.document import MAX_DEPTH, UnreadableError, load, refuse_depth
from services.ingest.intake.reading.fast import read_fast
from services.ingest.intake.reading.posted import PostedItem, convert
from services.runtime.problems import Malformed, TooLarge

# An item, or why it is rejected.
Entry = PostedItem | list[FieldError]


def read_document(body: bytes) -> list[Entry]:
    """Read an array of items, or an object whose `items` is one.

    Raises Malformed for what cannot be read, and TooLarge for too many items.
    """
    items = read_fast(body)
    try:
        if items is not None:
            _refuse_many(len(items))
            return [strict.out_of_range(item.created_at) or item for item in items]
        raws, levels = _items_of(load(body))
        _refuse_many(len(raws))
        return [_read_one(raw, levels) for raw in raws]
    except UnreadableError as error:
        raise Malformed(str(error)) from error


def read_lines(body: bytes) -> list[Entry]:
    """Read one item a line; a line that cannot be read is a rejected item. Blank lines do not count.

    Raises TooLarge for too many lines.
    """
    lines = [line for line in body.split(b"\n") if line.strip()]
    _refuse_many(len(lines))
    return [_read_line(line) for line in lines]


def _items_of(document: Any) -> tuple[list[object], int]:
    """Return the items and how many levels of objects each of them may still have."""
    if isinstance(document, list):
        return document, MAX_DEPTH - 1
    if isinstance(document, dict) and document.keys() == {"items"} and isinstance(document["items"], list):
        return document["items"], MAX_DEPTH - 2
    raise UnreadableError('The body is neither an array of items nor {"items": […]}.')


def _refuse_many(count: int) -> None:
    if count > MAX_BATCH_ITEMS:
        raise TooLarge(f"A batch holds at most {MAX_BATCH_ITEMS} items.", code="too_many_items")


def _read_line(line: bytes) -> Entry:
    try:
        return _read_one(load(line), MAX_DEPTH)
    except UnreadableError as error:
        return [FieldError(field="", code="unreadable", message=str(error))]


def _read_one(raw: object, levels: int) -> Entry:
    refuse_depth(raw, levels)
    errors = strict.unstorable(raw)
    if errors:
        return errors
    try:
        entry: Entry = convert(raw)
    except msgspec.ValidationError:
        entry = strict.read(raw)
    return entry if isinstance(entry, list) else strict.out_of_range(entry.created_at) or entry


def accepted(entries: Sequence[Entry]) -> Iterator[PostedItem]:
    return (entry for entry in entries if not isinstance(entry, list))
