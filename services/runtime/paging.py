"""Opaque cursors of lists: the place, as its parts, after which the next page begins."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from services.contracts.problem import FieldError
from services.runtime.problems import Invalid

Row = TypeVar("Row")
Part = TypeVar("Part")


def cursor_at(*place: object) -> str:
    """Return the cursor of a place; each part is written as `str` writes it."""
    return base64.urlsafe_b64encode(json.dumps([str(part) for part in place]).encode()).decode().rstrip("=")


def read_place(cursor: str, parts: int) -> list[str]:
    """Return the parts of a place; raises Invalid, naming the field, for what is no cursor of that form."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        place = json.loads(raw)
    except (binascii.Error, ValueError):
        place = None
    if isinstance(place, list) and len(place) == parts and all(map(_is_part, place)):
        return place
    raise _unknown()


def read_part(part: str, kind: Callable[[str], Part]) -> Part:
    """Return a part as its kind (int, float, UUID); raises Invalid when it is none."""
    try:
        return kind(part)
    except ValueError:
        raise _unknown() from None


def read_number(part: str, *, bits: int) -> int:
    """Return a whole number that fits into a column of so many bits; raises Invalid for any other part."""
    number = read_part(part, int)
    if not -(2 ** (bits - 1)) <= number < 2 ** (bits - 1):
        raise _unknown()
    return number


def read_id(cursor: str | None) -> UUID | None:
    """Return the id after which a page begins, for lists in order of one UUID."""
    return read_part(read_place(cursor, 1)[0], UUID) if cursor is not None else None


def cut(rows: Sequence[Row], limit: int) -> tuple[Sequence[Row], bool]:
    """Split what was read with a limit of one more into the page and whether there is another one."""
    return rows[:limit], len(rows) > limit


def _is_part(part: object) -> bool:
    """Whether it is text that can be sent to a database, which half of a surrogate pair cannot."""
    if not isinstance(part, str):
        return False
    try:
        part.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unknown() -> Invalid:
    error = FieldError(field="cursor", code="unknown_cursor", message="must be the `next` of an earlier page")
    return Invalid("This cursor is not one of ours.", errors=[error])
