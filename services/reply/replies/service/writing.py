"""Writing, changing and reading replies."""

from datetime import datetime
from uuid import UUID

from services.contracts import reply as contracts
from services.contracts.problem import FieldError
from services.contracts.values import Listed
from services.reply.desk import Desk
from services.reply.errors import ItemChanged, ItemGone, NoReplies, NotADraft
from services.reply.knowledge import service as knowledge
from services.reply.replies import clients, repository
from services.reply.replies.domain import State, Target, exceeds, hash_of, may_recall
from services.reply.replies.models import Reply
from services.reply.replies.service import acceptance
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.paging import cursor_at, cut, read_id
from services.runtime.problems import Invalid, NotFound

_ON_THE_WIRE = set(contracts.Reply.model_fields) - {"can_recall", "now"}


async def find_target(desk: Desk, client: UUID, item_id: UUID) -> Target | None:
    """Return the item to be answered and its network's limits, or None when this client has no such item."""
    return await clients.find_target(desk.runtime, desk.actor, client, item_id)


async def add(unit: Unit, client: UUID, new: contracts.NewReply, target: Target | None) -> contracts.Reply:
    """Keep a new reply, accepted at once where asked for; of its sources those that still exist are named.

    Raises NotFound without a target, ItemGone, ItemChanged, NoReplies, and Invalid for a text that the network
    refuses.
    """
    if target is None:
        raise NotFound
    if target.is_deleted:
        raise ItemGone
    if new.answers is not None and new.answers != hash_of(target.text):
        raise ItemChanged
    if not target.can_reply:
        raise NoReplies
    _check_text(new.text, target.text_limit)
    sources = await knowledge.sources(unit, client, new.sources)
    reply = _draft(unit, client, new, target, sources)
    await repository.add(unit, reply)
    if new.accept:
        reply = await acceptance.accept(unit, reply, reply.text_hash)
    return render(reply, unit.clock.now())


async def change(unit: Unit, reply_id: UUID, text: str) -> contracts.Reply:
    """Change a draft's text, which voids any approval of the old one. Raises NotADraft."""
    _check_text(text, (await repository.get(unit, reply_id)).text_limit)
    changed = await repository.change_draft(
        unit, reply_id, text=text, text_hash=hash_of(text), approved_by=None, approved_hash=None
    )
    if changed is None:
        raise NotADraft
    return render(changed, unit.clock.now())


async def get(unit: Unit, reply_id: UUID) -> contracts.Reply:
    return render(await repository.get(unit, reply_id), unit.clock.now())


async def list_page(unit: Unit, query: contracts.ReplyQuery) -> Listed[contracts.Reply]:
    """Return replies of the caller's clients, newest first; raises NotFound for a client not among them."""
    if query.client is not None and query.client not in unit.clients:
        raise NotFound
    wanted = {
        "client_id": query.client,
        "conversation_id": query.conversation,
        "state": query.state,
        "written_by": query.written_by,
    }
    rows = await repository.list_page(
        unit,
        before=read_id(query.cursor),
        limit=query.limit + 1,
        wanted={name: value for name, value in wanted.items() if value is not None},
    )
    shown, has_more = cut(rows, query.limit)
    following = cursor_at(shown[-1].id) if has_more else None
    return Listed(items=[render(row, unit.clock.now()) for row in shown], next=following)


async def look_up(unit: Unit, client: UUID, ids: list[UUID]) -> Listed[contracts.Reply]:
    """Return those of the replies that exist."""
    rows = await repository.list_by_ids(unit, client, ids)
    return Listed(items=[render(row, unit.clock.now()) for row in rows])


def render(reply: Reply, now: datetime) -> contracts.Reply:
    """Return a reply as others see it, with the server's clock beside its undo window."""
    return contracts.Reply(
        **reply.model_dump(include=_ON_THE_WIRE), can_recall=may_recall(reply.state), now=now
    )


def _draft(
    unit: Unit, client: UUID, new: contracts.NewReply, target: Target, sources: list[contracts.Source]
) -> Reply:
    return Reply(
        client_id=client,
        id=new_id(),
        item_id=target.item_id,
        conversation_id=new.conversation_id,
        account_id=target.account_id,
        network=target.network,
        author_name=target.author_name,
        item_created_at=target.created_at,
        text=new.text,
        text_hash=hash_of(new.text),
        text_limit=target.text_limit,
        sources=[source.model_dump(mode="json") for source in sources],
        state=State.DRAFT,
        written_by=unit.actor,
        created_at=unit.clock.now(),
    )


def _check_text(text: str, limit: int | None) -> None:
    if not text.strip():
        raise Invalid(errors=[FieldError(field="text", code="blank", message="must say something")])
    if exceeds(text, limit):
        message = f"has {len(text)} characters; the network takes at most {limit}"
        raise Invalid(errors=[FieldError(field="text", code="too_long", message=message)])
