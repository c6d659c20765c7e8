"""Base model and values that several owners use on the wire."""

from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

T = TypeVar("T")

MOST_LOOKED_UP = 500
SLUG_PATTERN = r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"


def _refuse_id(slug: str) -> str:
    try:
        UUID(slug)
    except ValueError:
        return slug
    raise ValueError("must not look like an id: a path could not tell them apart")


Slug = Annotated[str, Field(pattern=SLUG_PATTERN, max_length=64), AfterValidator(_refuse_id)]


def _to_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("must lie between the years 1 and 9999 in UTC too") from None


def render_time(moment: datetime) -> str:
    """Return RFC 3339 in UTC with Z, the one form of a time on the wire."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


Time = Annotated[
    AwareDatetime, AfterValidator(_to_utc), PlainSerializer(render_time, return_type=str, when_used="json")
]


def _refuse_unstorable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not contain NUL")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("must not contain half of a surrogate pair") from None
    return text


Text = Annotated[str, AfterValidator(_refuse_unstorable)]


class Model(BaseModel):
    """Frozen, and an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Nothing(Model):
    """The answer of an operation that has nothing to say."""


class Listed(Model, Generic[T]):
    """One page of a list: `next` is the opaque cursor of the following page, or null on the last."""

    items: list[T]
    next: str | None = None


class Paging(Model):
    """Query of every list: at most 200 rows, and where to go on."""

    limit: int = Field(default=50, ge=1, le=200)
    cursor: str | None = Field(default=None, max_length=500)


class Lookup(Model):
    """Ids of rows of one client; the answer holds those that there are, without a word of the others."""

    ids: list[UUID] = Field(max_length=MOST_LOOKED_UP)
