"""The site's JSON, as far as it is read here. What does not fit these shapes is not trusted."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field


def _time(value: Any) -> datetime | None:
    """Read a time without a zone as UTC; importers leave years such as 0000 behind, which are no time at all."""
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)
    except ValueError:
        return None


Time = Annotated[datetime | None, BeforeValidator(_time)]


class Content(BaseModel):
    raw: str


class Comment(BaseModel):
    """A comment as moderators see it; `author` is 0 for a visitor, `date` the site's local time."""

    id: int
    post: int
    parent: int
    author: int
    author_name: str
    author_email: str
    author_url: str
    date: Time
    date_gmt: Time
    content: Content
    link: str
    status: str

    @property
    def written_at(self) -> datetime:
        return self.date_gmt or self.date or datetime.fromtimestamp(0, UTC)


COMMENT_FIELDS = ",".join(Comment.model_fields)


class Me(BaseModel):
    id: int
    name: str
    link: str


class Link(BaseModel):
    href: str


class Links(BaseModel):
    up: list[Link] = Field(default_factory=list)


class Placed(BaseModel):
    """Where a comment hangs: the address of what it was written under, whatever kind of post that is."""

    post: int
    links: Links = Field(alias="_links")


class Rendered(BaseModel):
    rendered: str


class EmbeddedAuthor(BaseModel):
    name: str = ""


class Embedded(BaseModel):
    author: list[EmbeddedAuthor] = Field(default_factory=list)


class Post(BaseModel):
    id: int
    title: Rendered
    link: str
    date_gmt: Time
    author: int = 0
    embedded: Embedded = Field(alias="_embedded", default_factory=Embedded)


class Index(BaseModel):
    """What the root of the API tells everybody; PHP writes an empty object as a list."""

    namespaces: list[str]
    authentication: dict[str, Any] | list[Any] = Field(default_factory=dict)

    @property
    def takes_application_passwords(self) -> bool:
        return "application-passwords" in self.authentication


class Problem(BaseModel):
    code: str
    message: str = ""


Status = Literal["approved", "hold", "spam", "trash"]
