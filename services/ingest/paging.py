"""The opaque cursor of a list that is in order of one id."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from services.ingest.errors import unusable

Row = TypeVar("Row")


def cursor_at(last: str) -> str:
    return base64.urlsafe_b64encode(last.encode()).decode()


def read_cursor(cursor: str | None) -> str | None:
    """Return the id after which the page begins; Invalid for what is no cursor of ours."""
    if cursor is None:
        return None
    try:
        return base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        raise unusable("cursor", "unknown", "is not a cursor of this list") from None


def read_id_cursor(cursor: str | None) -> UUID | None:
    """The same for a list of rows whose ids are UUIDs."""
    after = read_cursor(cursor)
    try:
        return UUID(after) if after is not None else None
    except ValueError:
        raise unusable("cursor", "unknown", "is not a cursor of this list") from None


def cut(rows: Sequence[Row], limit: int) -> tuple[Sequence[Row], bool]:
    """Split what was read with a limit of one more into the page and whether there is another one."""
    return rows[:limit], len(rows) > limit
