"""The answer being written: drafts from the client's knowledge, or what a refused form brought back."""

import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from services.contracts.reply import DRAFT, DraftRequest, Drafts
from services.contracts.triage import ConversationItem
from web.around import or_else
from web.pages.desk.conversation import Composer, DraftChoice, DraftSource
from web.rendering.spans import excerpt_text
from web.seat import Seat

OWN_WORDS = "own"
# Of the message that is answered, beside its author's name: what one line shows.
EXCERPT = 120
# What holds until reply says otherwise: its own defaults.
NO_DRAFTS = Drafts(items=[], text_limit=None, address="vous", undo_seconds=15)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote already: why it was not taken, or nothing for what they recalled.

    The key of what was refused stays, so that sending again is once; what was recalled needs a new one.
    `has_changed` when the message that is answered is no longer the one that was read.
    """

    text: str
    key: str
    error: str | None = None
    sources: frozenset[UUID] = frozenset()
    has_changed: bool = False


async def compose(
    seat: Seat,
    client_id: UUID,
    item: ConversationItem,
    text_limit: int | None,
    draft: str,
    typed: Typed | None,
) -> Composer:
    """`draft` is a number from 1, "own" for none, or empty for the best; no drafts stop nobody from writing."""
    request = DraftRequest(item_id=item.id)
    drafts = await or_else(seat.ask(DRAFT, path={"client": client_id}, body=request), NO_DRAFTS)
    chosen = _find(drafts, typed.sources) if typed else _choose(draft, len(drafts.items))
    return Composer(
        item_id=item.id,
        author_name=item.author_name,
        excerpt=excerpt_text(item.text, item.assessment.spans if item.assessment else (), EXCERPT),
        answers=hash_of(item.text),
        drafts=_choices(drafts),
        chosen=chosen,
        text=typed.text if typed else drafts.items[chosen].text if chosen is not None else "",
        text_limit=drafts.text_limit if drafts.text_limit is not None else text_limit,
        address=drafts.address,
        undo_seconds=drafts.undo_seconds,
        is_public=item.kind != "direct",
        key=typed.key if typed else uuid4().hex,
        error=typed.error if typed else None,
        changed=item.text if typed and typed.has_changed else None,
        is_proposed=typed is None and chosen is not None,
        avoid=tuple(drafts.avoid),
    )


def hash_of(text: str) -> str:
    """Return what says which version of a message was read: SHA-256 of its UTF-8, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def _choose(draft: str, count: int) -> int | None:
    if draft == OWN_WORDS or count == 0:
        return None
    number = int(draft) if draft.isascii() and draft.isdigit() else 1
    return number - 1 if 1 <= number <= count else 0


def _find(drafts: Drafts, sources: frozenset[UUID]) -> int | None:
    """Return the draft that what was typed began as, so that its sources stay named."""
    for index, draft in enumerate(drafts.items):
        if sources and sources == {source.article_id for source in draft.sources}:
            return index
    return None


def _choices(drafts: Drafts) -> tuple[DraftChoice, ...]:
    return tuple(
        DraftChoice(
            draft.title,
            draft.text,
            tuple(DraftSource(source.article_id, source.title, source.url) for source in draft.sources),
        )
        for draft in drafts.items
    )
