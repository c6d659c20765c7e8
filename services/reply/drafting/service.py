"""The use case of drafting: no model is called, and nothing is said that the client's knowledge does not say."""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.reply import Article, Draft, Drafts, Source, Voice
from services.reply.desk import Desk
from services.reply.drafting.domain import Frame, Passage, answer_from, sentences_of, words_that_count
from services.reply.knowledge import service as knowledge
from services.reply.replies import service as replies
from services.reply.replies.domain import Target
from services.reply.voices import service as voices
from services.reply.voices.domain.names import first_name, greet
from services.runtime.db.unit import Unit
from services.runtime.problems import NotFound

MOST_ARTICLES = 20


async def draft(desk: Desk, client: UUID, item_id: UUID) -> Drafts:
    """Propose answers to an item, best first; none when the client's knowledge says nothing of it.

    Raises NotFound when this client has no such item.
    """
    target = await replies.find_target(desk, client, item_id)
    if target is None:
        raise NotFound
    async with desk.unit(client) as unit:
        voice = await voices.get_voice(unit, client)
        window = await voices.undo_window(unit, client, target.network)
        wanted = (await knowledge.lexemes_of(unit, [words_that_count(target.text)]))[0]
        articles = await knowledge.related(unit, client, sorted(wanted), limit=MOST_ARTICLES)
        passages = await _passages(unit, articles)
    frame = _frame(voice, target)
    drafts = [
        Draft(
            text=frame.around(answer),
            title=passage.title,
            sources=[Source(article_id=passage.article_id, title=passage.title, url=passage.url)],
        )
        for passage, answer in answer_from(passages, wanted, frame)
    ]
    return Drafts(
        items=drafts,
        text_limit=target.text_limit,
        address=voice.address,
        undo_seconds=int(window.total_seconds()),
        avoid=voice.avoid,
    )


def _frame(voice: Voice, target: Target) -> Frame:
    name = first_name(target.author_name, target.author_handle)
    return Frame(greet(voice.greeting, name), voice.signature.strip(), target.text_limit)


async def _passages(unit: Unit, articles: Sequence[Article]) -> list[Passage]:
    """Part the articles into sentences and have the search name the words of each, in one question."""
    parted = [tuple(sentences_of(article.body)) for article in articles]
    texts = [
        text for article, parts in zip(articles, parted, strict=True) for text in (article.title, *parts)
    ]
    lexemes = iter(await knowledge.lexemes_of(unit, texts))
    return [
        Passage(
            article_id=article.id,
            title=article.title,
            url=article.url,
            title_lexemes=next(lexemes),
            sentences=parts,
            lexemes=tuple(next(lexemes) for _ in parts),
        )
        for article, parts in zip(articles, parted, strict=True)
    ]
