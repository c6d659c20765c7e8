"""One conversation as the desk shows it, put together from triage, reply and ingest."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from services.contracts.ingest import GET_ACCOUNT, LIST_ACTIONS, Account, Action, ActionQuery
from services.contracts.reply import LIST_REPLIES, Reply, ReplyQuery
from services.contracts.triage import GET_CONVERSATION, LOOK_UP_OPINIONS, ConversationItem, Opinion
from services.contracts.triage import Conversation as Found
from services.contracts.values import MOST_LOOKED_UP, Lookup
from web.around import or_else
from web.pages.desk.conversation import AuthorCard, Composer, Conversation
from web.pages.desk.picker import Picker
from web.pages.desk.queue import rate_pressure
from web.routes.desk.composer import OWN_WORDS, Typed, compose
from web.routes.desk.offers import find_offers
from web.routes.desk.thread import Refused, Thread
from web.seat import Seat

REPLIES_SHOWN = 100
UNSETTLED_SHOWN = 200
_ON_THE_WAY = frozenset({"accepted", "sending", "published", "unknown"})


@dataclass(frozen=True, slots=True)
class Wish:
    """How the conversation is to be shown: a draft chosen, or what a refused form brought back.

    `is_addressed` when somebody has just chosen the message that the answer goes to.

    `corrected` is the message of which somebody has just corrected a label: more may be said of it.

    `looks_for` opens the picker of saved replies, with what is looked for; None leaves it closed.
    """

    draft: str = ""
    has_composer: bool = True
    typed: Typed | None = None
    refused: Refused | None = None
    looks_for: str | None = None
    is_addressed: bool = False
    corrected: UUID | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What the services said; `account` is None and the rest empty where one of them was silent.

    `unsettled` are the acts that wait for somebody to look at the network, by the reply or decision they serve, and
    `opinions` second ones by the message that they are on.
    `to` is the message that the open answer goes to, as its page said; it stays the one while it can be answered.
    """

    found: Found
    account: Account | None
    replies: list[Reply]
    unsettled: Mapping[UUID, Action]
    to: UUID | None = None
    opinions: Mapping[UUID, Opinion] = field(default_factory=dict)

    @property
    def focal(self) -> ConversationItem | None:
        return choose_focal(self.found, self.to)

    @property
    def has_moved(self) -> bool:
        """Whether the answer has to go to another message than its page said."""
        focal = self.focal
        return self.to is not None and focal is not None and focal.id != self.to

    def beside(self, item: UUID, subject: str) -> list[Reply]:
        """What others than this person have answered to a message, or are about to."""
        on_the_way = (reply for reply in self.replies if reply.state in _ON_THE_WAY)
        return [reply for reply in on_the_way if reply.item_id == item and reply.written_by != subject]

    @property
    def takes_answers(self) -> bool:
        return self.account is None or self.account.can_reply


async def open_conversation(seat: Seat, conversation_id: UUID, to: UUID | None = None) -> Opened:
    """Raises the problem of triage; what the other services do not say is left out."""
    query = ReplyQuery(conversation=conversation_id, limit=REPLIES_SHOWN)
    found, listed = await asyncio.gather(
        seat.ask(GET_CONVERSATION, path={"conversation": conversation_id}),
        or_else(seat.ask(LIST_REPLIES, query=query), None),
    )
    replies = list(listed.items) if listed else []
    account, unsettled, opinions = await asyncio.gather(
        or_else(seat.ask(GET_ACCOUNT, path={"account": found.account_id}), None),
        _list_unsettled(seat, found, replies),
        _look_up_opinions(seat, found),
    )
    return Opened(found, account, replies, unsettled, to, opinions)


async def _look_up_opinions(seat: Seat, found: Found) -> dict[UUID, Opinion]:
    """What another model said of these messages, where it was asked."""
    ids = [item.id for item in found.items if item.assessment is not None][-MOST_LOOKED_UP:]
    if not ids:
        return {}
    path: dict[str, str | UUID] = {"client": found.client_id}
    listed = await or_else(seat.ask(LOOK_UP_OPINIONS, path=path, body=Lookup(ids=ids)), None)
    return {one.item_id: one for one in listed.items} if listed else {}


async def _list_unsettled(seat: Seat, found: Found, replies: list[Reply]) -> dict[UUID, Action]:
    """Ask for them only where something in this conversation has an unknown outcome."""
    origins = {reply.id for reply in replies if reply.state == "unknown"}
    origins |= {one.id for item in found.items for one in item.decisions if one.state == "unknown"}
    if not origins:
        return {}
    query = ActionQuery(client=found.client_id, needs_person=True, limit=UNSETTLED_SHOWN)
    listed = await or_else(seat.ask(LIST_ACTIONS, query=query), None)
    return {one.origin: one for one in listed.items if one.origin in origins} if listed else {}


async def show_conversation(seat: Seat, opened: Opened, wish: Wish) -> Conversation:
    """Return the whole right side of the desk."""
    found, account = opened.found, opened.account
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
        addressee_id=opened.focal.id if opened.focal else None,
        is_addressed=wish.is_addressed,
        corrected_id=wish.corrected,
        waiting_since=found.waiting_since,
        post=found.post,
        post_url=found.post_url,
        composer=composer,
        picker=picker,
    )


async def make_thread(seat: Seat, opened: Opened, refused: Refused | None = None) -> Thread:
    decisions = [decision for item in opened.found.items for decision in item.decisions]
    subjects = {one.decided_by for one in decisions} | {one.written_by for one in opened.replies}
    subjects |= {one.settled_by for one in opened.replies if one.settled_by}
    subjects |= {one.by for item in opened.found.items for one in item.corrections}
    focal = opened.focal
    return Thread(
        conversation=opened.found,
        replies=opened.replies,
        names=await seat.workplace.identity.profiles.name_subjects(subjects),
        focal_id=focal.id if focal else None,
        account=opened.account,
        takes_answers=opened.takes_answers,
        unsettled=opened.unsettled,
        refused=refused,
        opinions=opened.opinions,
    )


def choose_focal(found: Found, wanted: UUID | None = None) -> ConversationItem | None:
    """Return the message that an answer goes to: the one wanted, else the most pressing that waits, else the newest.

    What the network holds is decided about first, and answered once it stands there.
    """
    public = [item for item in found.items if not item.is_ours and item.state in {"visible", "held"}]
    chosen = next((item for item in public if item.id == wanted), None)
    if chosen is not None:
        return chosen
    waiting = [item for item in public if item.is_waiting]
    if waiting:
        return max(
            waiting, key=lambda item: (item.assessment.priority if item.assessment else 0, -item.id.int)
        )
    return max(public, key=lambda item: item.created_at, default=None)


async def _composer(seat: Seat, opened: Opened, wish: Wish) -> Composer | None:
    focal = opened.focal
    if not wish.has_composer or focal is None or focal.state == "held" or not opened.takes_answers:
        return None
    limit = opened.account.text_limit if opened.account else None
    typed = wish.typed or (None if wish.draft else _take_up(seat, focal, opened.replies))
    # Who has answered is not offered the same answer again, unless they ask for it.
    draft = wish.draft or (OWN_WORDS if _is_answered(focal, opened.replies) else "")
    composer = await compose(seat, opened.found.client_id, focal, limit, draft, typed)
    beside = tuple(reply.id for reply in opened.beside(focal.id, seat.person.subject))
    return replace(composer, has_moved=opened.has_moved, beside=beside)


async def _picker(seat: Seat, opened: Opened, wish: Wish) -> Picker | None:
    if wish.looks_for is None or opened.focal is None:
        return None
    return await find_offers(seat, opened.found.client_id, opened.focal, wish.looks_for)


def _take_up(seat: Seat, focal: ConversationItem, replies: list[Reply]) -> Typed | None:
    """Return the words that did not reach the network and were not sent again, so that they are not lost.

    What was recalled comes back to who wrote it; what the network did not take, to whoever takes it up.
    """
    to_focal = [reply for reply in replies if reply.item_id == focal.id]
    last = max(to_focal, key=lambda reply: reply.created_at, default=None)
    if last is None or last.state not in {"recalled", "refused"}:
        return None
    if last.state == "recalled" and last.written_by != seat.person.subject:
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
