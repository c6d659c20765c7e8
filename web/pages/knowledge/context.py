"""What the knowledge page's template is given: a client's articles and one form."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from web.pages.desk.queue import ClientChoice
from web.pages.form import Form


@dataclass(frozen=True)
class ArticleRow:
    """`excerpt` is the first lines of the body; `updated_by` is a name that people know."""

    article_id: UUID
    title: str
    excerpt: str
    updated_at: datetime
    updated_by: str
    url: str | None = None


@dataclass(frozen=True)
class ArticleForm(Form):
    """A new article while `article_id` is None; a refused form keeps what was written."""

    article_id: UUID | None = None
    title: str = ""
    body: str = ""
    url: str = ""


@dataclass(frozen=True)
class Knowledge:
    """Blocks: `articles` is the list, `form` the article being written."""

    template: ClassVar[str] = "knowledge/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("articles", "form")

    client: ClientChoice
    clients: tuple[ClientChoice, ...]
    articles: tuple[ArticleRow, ...]
    form: ArticleForm
    search: str = ""
    next_cursor: str | None = None
