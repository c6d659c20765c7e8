"""Opaque cursors of reply's lists: the place after which the next page begins."""

import base64
import binascii
import json

from services.contracts.problem import FieldError
from services.runtime.problems import Invalid


def encode(*place: str) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def decode(cursor: str, parts: int) -> list[str]:
    """Return the place that a cursor names; raises Invalid for one that we did not make."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        place = None
    if isinstance(place, list) and len(place) == parts and all(isinstance(part, str) for part in place):
        return place
    raise unknown_cursor()


def unknown_cursor() -> Invalid:
    error = FieldError(field="cursor", code="unknown", message="must be the `next` of an earlier page")
    return Invalid("This cursor is not one of ours.", errors=[error])
