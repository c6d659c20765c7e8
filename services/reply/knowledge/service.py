"""Use cases of knowledge."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from services.contracts.problem import FieldError
from services.contracts.reply import Article, ArticleQuery, NewArticle, Source
from services.contracts.values import Listed
from services.reply.knowledge import models, repository
from services.reply.knowledge.domain import Place
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.paging import cursor_at, read_part, read_place
from services.runtime.problems import Invalid


async def list_articles(unit: Unit, client: UUID, query: ArticleQuery) -> Listed[Article]:
    """Return a client's articles: newest first, or the most relevant first when they are searched."""
    if query.search and query.search.strip():
        return await _search(unit, client, query.search, query)
    before = _place(query.cursor).article_id if query.cursor else None
    rows = await repository.list_page(unit, client, before=before, limit=query.limit + 1)
    places = [Place(0, row.id) for row in rows]
    return Listed(items=[_render(row) for row in rows[: query.limit]], next=_next(places, query.limit))


async def add(unit: Unit, client: UUID, new: NewArticle) -> Article:
    """Raises Invalid for a blank title or body, or a URL that is no web address."""
    _check(new)
    article = models.Article(client_id=client, id=new_id(), **_written(unit, new))
    await repository.add(unit, article)
    return _render(article)


async def get(unit: Unit, client: UUID, article_id: UUID) -> Article:
    return _render(await repository.get(unit, client, article_id))


async def change(unit: Unit, client: UUID, article_id: UUID, new: NewArticle) -> Article:
    """Replace an article's words; raises what `add` raises, and NotFound."""
    _check(new)
    article = await repository.get(unit, client, article_id)
    article.sqlmodel_update(_written(unit, new))
    return _render(article)


async def remove(unit: Unit, client: UUID, article_id: UUID) -> None:
    """Remove an article; replies that quoted it keep its name."""
    await repository.remove(unit, client, article_id)


async def sources(unit: Unit, client: UUID, ids: Sequence[UUID]) -> list[Source]:
    """Return the names of those of the articles that this client still has, in the order given."""
    found = await repository.list_by_ids(unit, client, list(dict.fromkeys(ids)))
    return [Source(article_id=article.id, title=article.title, url=article.url) for article in found]


async def related(unit: Unit, client: UUID, lexemes: Sequence[str], *, limit: int) -> list[Article]:
    """Return articles in which any of the lexemes occurs, the most relevant first."""
    if not lexemes:
        return []
    places = await repository.search_any(unit, client, lexemes, limit=limit)
    ids = [place.article_id for place in places]
    return [_render(article) for article in await repository.list_by_ids(unit, client, ids)]


async def lexemes_of(unit: Unit, texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the words that the search knows of each text, so that others can compare texts as it does."""
    return await repository.lexemes_of(unit, texts) if texts else []


async def _search(unit: Unit, client: UUID, words: str, query: ArticleQuery) -> Listed[Article]:
    after = _place(query.cursor) if query.cursor else None
    places = await repository.search(unit, client, words, after=after, limit=query.limit + 1)
    ids = [place.article_id for place in places[: query.limit]]
    found = await repository.list_by_ids(unit, client, ids)
    return Listed(items=[_render(article) for article in found], next=_next(places, query.limit))


def _next(places: list[Place], limit: int) -> str | None:
    if len(places) <= limit:
        return None
    last = places[limit - 1]
    return cursor_at(repr(last.rank), last.article_id)


def _place(cursor: str) -> Place:
    rank, article_id = read_place(cursor, 2)
    return Place(read_part(rank, float), read_part(article_id, UUID))


def _check(new: NewArticle) -> None:
    errors = [
        FieldError(field=name, code="blank", message="must say something")
        for name, value in (("title", new.title), ("body", new.body))
        if not value.strip()
    ]
    if new.url and not _is_web_address(new.url):
        errors.append(FieldError(field="url", code="url", message="must begin with https:// or http://"))
    if errors:
        raise Invalid(errors=errors)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _written(unit: Unit, new: NewArticle) -> dict[str, Any]:
    values = {"title": new.title.strip(), "body": new.body.strip(), "url": new.url or None}
    return {**values, "updated_at": unit.clock.now(), "updated_by": unit.actor}


def _render(article: models.Article) -> Article:
    return Article(**article.model_dump())
