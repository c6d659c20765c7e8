"""Every query of articles, always for one client of the unit."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Text, TextClause, bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col

from services.reply.knowledge.domain import Place, any_of
from services.reply.knowledge.models import Article
from services.runtime.db.unit import Unit
from services.runtime.problems import NotFound

# As people type in a search box: all words, "phrases", -without.
_TYPED = text(
    "select id, rank from reply.search_articles("
    "cast(:client as uuid), websearch_to_tsquery('reply.french_unaccent', reply.french_words(:words)), "
    "cast(:rank as real), cast(:id as uuid), cast(:most as integer))"
)
_ANY = text(
    "select id, rank from reply.search_articles("
    "cast(:client as uuid), cast(:words as tsquery), "
    "cast(:rank as real), cast(:id as uuid), cast(:most as integer))"
)
_LEXEMES = text(
    "select tsvector_to_array(to_tsvector('reply.french_unaccent', reply.french_words(given.words))) "
    "from unnest(:texts) with ordinality as given (words, place) order by given.place"
).bindparams(bindparam("texts", type_=ARRAY(Text)))


async def add(unit: Unit, article: Article) -> None:
    unit.session.add(article)
    await unit.session.flush()


async def get(unit: Unit, client: UUID, article_id: UUID) -> Article:
    """Raises NotFound."""
    found = await unit.session.get(Article, (client, article_id))
    if found is None:
        raise NotFound
    return found


async def remove(unit: Unit, client: UUID, article_id: UUID) -> None:
    """Raises NotFound."""
    statement = delete(Article).where(col(Article.client_id) == client, col(Article.id) == article_id)
    removed = await unit.session.execute(statement.returning(col(Article.id)))
    if removed.one_or_none() is None:
        raise NotFound


async def list_page(unit: Unit, client: UUID, *, before: UUID | None, limit: int) -> Sequence[Article]:
    """Return a client's articles, newest first; ids sort by time."""
    statement = select(Article).where(col(Article.client_id) == client)
    if before is not None:
        statement = statement.where(col(Article.id) < before)
    return (await unit.session.scalars(statement.order_by(col(Article.id).desc()).limit(limit))).all()


async def list_by_ids(unit: Unit, client: UUID, ids: Sequence[UUID]) -> list[Article]:
    """Return those of the articles that exist, in the order of the ids."""
    statement = select(Article).where(col(Article.client_id) == client, col(Article.id).in_(ids))
    found = {article.id: article for article in await unit.session.scalars(statement)}
    return [found[one] for one in ids if one in found]


async def search(unit: Unit, client: UUID, words: str, *, after: Place | None, limit: int) -> list[Place]:
    """Return where articles with the typed words stand, the most relevant first."""
    return await _ranked(unit, client, _TYPED, words, after, limit)


async def search_any(unit: Unit, client: UUID, lexemes: Sequence[str], *, limit: int) -> list[Place]:
    """Return where articles with any of the lexemes stand, the most relevant first."""
    return await _ranked(unit, client, _ANY, any_of(lexemes), None, limit)


async def lexemes_of(unit: Unit, texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the lexemes of each text: stemmed, without accents and stop words."""
    found = await unit.session.scalars(_LEXEMES, {"texts": list(texts)})
    return [frozenset(lexemes) for lexemes in found]


async def _ranked(
    unit: Unit, client: UUID, statement: TextClause, words: str, after: Place | None, limit: int
) -> list[Place]:
    place = {"rank": after.rank, "id": after.article_id} if after else {"rank": None, "id": None}
    rows = await unit.session.execute(statement, {"client": client, "words": words, "most": limit, **place})
    return [Place(row.rank, row.id) for row in rows]
