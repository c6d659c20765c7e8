"""Queries on one conversation as a person reads it: its messages, the post above them, and who wrote."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# A conversation is shown whole up to here; beyond, its newest messages.
SHOWN = 500
# Code points of a post of which the first line names it.
POST_EXCERPT = 200

_FIND = text("select * from triage.conversation where client_id = any(cast(:clients as uuid[])) and id = :id")
_ITEMS = text(
    "select i.*, above.id as parent_id, coalesce(a.corrected, a.body) as body from triage.item i "
    "left join triage.item above on above.client_id = i.client_id and above.account_id = i.account_id "
    "and above.external_id = i.parent and above.conversation_id = i.conversation_id "
    "left join triage.assessment a on a.client_id = i.client_id and a.item_id = i.id "
    "where i.client_id = :client and i.conversation_id = :id "
    "order by i.created_at desc, i.id desc limit :shown"
)
_POST = text(
    "select url, left(text, :excerpt) as text from triage.item "
    "where client_id = :client and account_id = :account and external_id = :post"
)
_AUTHOR = text(
    "select count(*) as item_count, count(*) filter (where state = 'hidden') as hidden_count, "
    "min(created_at) as first_seen_at from triage.item "
    "where client_id = :client and network = :network and author_id = :author"
)
_OF_ITEMS = text(
    "select i.id as item_id, i.conversation_id, 'question' = any(a.found) as is_question, "
    "(select min(other.created_at) from triage.item other where other.client_id = i.client_id "
    "and other.conversation_id = i.conversation_id and not other.is_ours) as first_inbound_at "
    "from triage.item i left join triage.assessment a on a.client_id = i.client_id and a.item_id = i.id "
    "where i.client_id = :client and i.id = any(cast(:ids as uuid[])) "
    "and i.conversation_id is not null order by i.id"
)


async def find(session: AsyncSession, clients: Iterable[UUID], conversation: UUID) -> dict[str, Any] | None:
    rows = await session.execute(_FIND, {"clients": list(clients), "id": conversation})
    found = rows.mappings().one_or_none()
    return None if found is None else dict(found)


async def list_items(session: AsyncSession, client: UUID, conversation: UUID) -> list[dict[str, Any]]:
    """Return the messages in order of time, the newest SHOWN of them."""
    rows = await session.execute(_ITEMS, {"client": client, "id": conversation, "shown": SHOWN})
    return [dict(row) for row in reversed(rows.mappings().all())]


async def find_post(session: AsyncSession, client: UUID, account: UUID, post: str) -> dict[str, Any] | None:
    """Return the address and the beginning of the post's text, where we have it."""
    named = {"client": client, "account": account, "post": post, "excerpt": POST_EXCERPT}
    found = (await session.execute(_POST, named)).mappings().one_or_none()
    return None if found is None else dict(found)


async def read_author(session: AsyncSession, client: UUID, network: str, author: str) -> dict[str, Any]:
    """Return what this client has seen of an author: counts, and since when."""
    rows = await session.execute(_AUTHOR, {"client": client, "network": network, "author": author})
    return dict(rows.mappings().one())


async def list_by_items(session: AsyncSession, client: UUID, items: Iterable[UUID]) -> list[dict[str, Any]]:
    """Return the conversation of each of these items that has one, and when the public first wrote there."""
    rows = await session.execute(_OF_ITEMS, {"client": client, "ids": list(items)})
    return [dict(row) for row in rows.mappings()]
