"""One conversation as the desk shows it, put together from triage, reply and ingest."""

import asyncio
from dataclasses import dataclass
from uuid import UUID, uuid4

from services.contracts.ingest import GET_ACCOUNT, Account
from services.contracts.reply import LIST_REPLIES, Reply, ReplyQuery
from services.contracts.triage import GET_CONVERSATION, ConversationItem
from services.contracts.triage import Conversation as Found
from web.around import or_else
from web.pages.desk.conversation import AuthorCard, Composer, Conversation
from web.pages.desk.picker import Picker
from web.pages.desk.queue import rate_pressure
from web.routes.desk.composer import OWN_WORDS, Typed, compose
from web.routes.desk.offers import find_offers
from web.routes.desk.thread import Refused, Thread
from web.seat import Seat

REPLIES_SHOWN = 100
_ON_THE_WAY = frozenset({"accepted", "sending", "published", "unknown"})


@dataclass(frozen=True, slots=True)
class Wish:
    """How the conversation is to be shown: a draft chosen, or what a refused form brought back.

    `looks_for` opens the picker of saved replies, with what is looked for; None leaves it closed.
    """

    draft: str = ""
    has_composer: bool = True
    typed: Typed | None = None
    refused: Refused | None = None
    looks_for: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What the services said; `account` is None and `replies` empty where one of them was silent."""

    found: Found
    account: Account | None
    replies: list[Reply]

    @property
    def focal(self) -> ConversationItem | None:
        return choose_focal(self.found)


async def open_conversation(seat: Seat, conversation_id: UUID) -> Opened:
    """Raises the problem of triage; what the other services do not say is left out."""
    query = ReplyQuery(conversation=conversation_id, limit=REPLIES_SHOWN)
    found, listed = await asyncio.gather(
        seat.ask(GET_CONVERSATION, path={"conversation": conversation_id}),
        or_else(seat.ask(LIST_REPLIES, query=query), None),
    )
    account = await or_else(seat.ask(GET_ACCOUNT, path={"account": found.account_id}), None)
    return Opened(found, account, list(listed.items) if listed else [])


async def show_conversation(seat: Seat, opened: Opened, wish: Wish) -> Conversation:
    """Return the whole right side of the desk."""
    found, account, focal = opened.found, opened.account, opened.focal
    composer, picker, thread = await asyncio.gather(
        _composer(seat, opened, wish), _picker(seat, opened, wish), make_thread(seat, opened, wish.refused)
    )
    client = seat.clients[found.client_id]
    return Conversation(
        conversation_id=found.id,
        client_name=client.name,
        client_slug=client.slug,
        client_colour=client.colour,
        network=found.network,
        account_name=(account.name or account.slug) if account else "",
        status=found.status,
        pressure=rate_pressure(found.priority),
        reasons=tuple(sorted(found.reasons, key=lambda reason: -reason.points)),
        bubbles=thread.bubbles(),
        author=_author(found),
        can_hide=thread.can_hide and focal is not None,
        waiting_since=found.waiting_since,
        post=found.post,
        post_url=found.post_url,
        composer=composer,
        picker=picker,
    )


async def make_thread(seat: Seat, opened: Opened, refused: Refused | None = None) -> Thread:
    decisions = [decision for item in opened.found.items for decision in item.decisions]
    subjects = {one.decided_by for one in decisions} | {one.written_by for one in opened.replies}
    focal = opened.focal
    return Thread(
        conversation=opened.found,
        replies=opened.replies,
        names=await seat.workplace.identity.profiles.name_subjects(subjects),
        focal_id=focal.id if focal else None,
        can_hide=opened.account.can_hide if opened.account else False,
        refused=refused,
    )


def choose_focal(found: Found) -> ConversationItem | None:
    """Return the message that an answer goes to: the most pressing that waits, else the newest of the public's."""
    public = [item for item in found.items if not item.is_ours and item.state == "visible"]
    waiting = [item for item in public if item.is_waiting]
    if waiting:
        return max(
            waiting, key=lambda item: (item.assessment.priority if item.assessment else 0, -item.id.int)
        )
    return max(public, key=lambda item: item.created_at, default=None)


async def _composer(seat: Seat, opened: Opened, wish: Wish) -> Composer | None:
    focal = opened.focal
    if (
        not wish.has_composer
        or focal is None
        or (opened.account is not None and not opened.account.can_reply)
    ):
        return None
    limit = opened.account.text_limit if opened.account else None
    typed = wish.typed or (None if wish.draft else _take_up(seat, focal, opened.replies))
    # Who has answered is not offered the same answer again, unless they ask for it.
    draft = wish.draft or (OWN_WORDS if _is_answered(focal, opened.replies) else "")
    return await compose(seat, opened.found.client_id, focal, limit, draft, typed)


async def _picker(seat: Seat, opened: Opened, wish: Wish) -> Picker | None:
    if wish.looks_for is None or opened.focal is None:
        return None
    return await find_offers(seat, opened.found.client_id, opened.focal, wish.looks_for)


def _take_up(seat: Seat, focal: ConversationItem, replies: list[Reply]) -> Typed | None:
    """Return what the person recalled last and has not sent again: the words of a recalled reply are not lost."""
    to_focal = [reply for reply in replies if reply.item_id == focal.id]
    last = max(to_focal, key=lambda reply: reply.created_at, default=None)
    if last is None or last.state != "recalled" or last.written_by != seat.person.subject:
        return None
    return Typed(last.text, uuid4().hex, sources=frozenset(source.article_id for source in last.sources))


def _is_answered(focal: ConversationItem, replies: list[Reply]) -> bool:
    return any(reply.item_id == focal.id and reply.state in _ON_THE_WAY for reply in replies)


def _author(found: Found) -> AuthorCard:
    author = found.author
    return AuthorCard(
        name=author.name,
        first_seen_at=author.first_seen_at,
        item_count=author.item_count,
        hidden_count=author.hidden_count,
        handle=author.handle,
        url=author.url,
        followers=author.followers,
    )
