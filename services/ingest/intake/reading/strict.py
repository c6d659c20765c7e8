"""The strict reader: says field by field what is wrong with an item that the fast one refused."""

import json
import math
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import msgspec
from pydantic import AwareDatetime, BeforeValidator, ValidationError

from services.contracts.ingest import ItemIn
from services.contracts.problem import FieldError
from services.ingest.intake.reading.posted import PostedItem, convert, read_time
from services.runtime.problem_handlers import field_errors

MAX_ERRORS = 20
MAX_NAME = 200


def _rfc3339(value: object) -> object:
    """Leave nothing to pydantic's own reading of dates, which also takes seconds since 1970."""
    if not isinstance(value, str):
        raise ValueError("must be RFC 3339 with an offset, such as 2026-11-22T10:00:00+01:00")
    try:
        return read_time(value)
    except msgspec.ValidationError:
        raise ValueError("must be RFC 3339 with an offset, such as 2026-11-22T10:00:00+01:00") from None


class StrictItem(ItemIn):
    created_at: Annotated[AwareDatetime, BeforeValidator(_rfc3339)]


def read(raw: object) -> PostedItem | list[FieldError]:
    """Return the item or its errors, at most twenty; `raw` holds nothing that `unstorable` would name."""
    if not isinstance(raw, dict):
        return [FieldError(field="", code="not_an_object", message="must be an object")]
    try:
        item = StrictItem.model_validate_json(json.dumps(raw), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        return [_shortened(one) for one in field_errors(details[:MAX_ERRORS])]
    return convert(item.model_dump(exclude_unset=True))


def unstorable(value: object, field: str = "") -> list[FieldError]:
    """Return what PostgreSQL or JSON cannot hold: NUL, half of a surrogate pair, a number beyond all bounds."""
    found: list[FieldError] = []
    for error in _unstorable(value, field):
        found.append(error)
        if len(found) == MAX_ERRORS:
            break
    return found


def out_of_range(moment: datetime) -> list[FieldError]:
    """Return an error for a time that does not exist in every zone."""
    if 1 < moment.year < 9999:
        return []
    return [
        FieldError(field="created_at", code="out_of_range", message="must be between the years 2 and 9998")
    ]


def _unstorable(value: object, field: str) -> Iterator[FieldError]:
    if isinstance(value, str):
        yield from _unstorable_text(value, field)
    elif isinstance(value, dict):
        for name, child in value.items():
            yield from _unstorable_text(name, _joined(field, name))
            yield from _unstorable(child, _joined(field, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _unstorable(child, _joined(field, str(index)))
    elif isinstance(value, float) and not math.isfinite(value):
        yield FieldError(field=field, code="out_of_range", message="must be a number within bounds")


def _unstorable_text(text: str, field: str) -> Iterator[FieldError]:
    if "\x00" in text:
        yield FieldError(field=field, code="nul", message="must not contain NUL")
    try:
        text.encode()
    except UnicodeEncodeError:
        yield FieldError(
            field=field, code="lone_surrogate", message="must not contain half of a surrogate pair"
        )


def _joined(field: str, name: str) -> str:
    """Return a path in which a name that nobody can print is escaped and a long one cut."""
    printable = name[:MAX_NAME].encode("ascii", "backslashreplace").decode().replace("\x00", "\\x00")
    return f"{field}.{printable}" if field else printable


def _shortened(error: FieldError) -> FieldError:
    return error.model_copy(update={"field": error.field[:MAX_NAME]})
