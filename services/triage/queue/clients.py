"""What the queue asks of ingest and reply."""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.ingest import LOOK_UP_ITEMS, Item
from services.contracts.reply import LOOK_UP_REPLIES, Reply
from services.runtime.callers import Actor
from services.runtime.context import Runtime


async def look_up_items(runtime: Runtime, client: UUID, ids: Sequence[UUID]) -> list[Item]:
    """Return the newest versions; what ingest does not know any more is missing."""
    return await runtime.services.look_up(LOOK_UP_ITEMS, Actor.system("follow", client), client, ids)


async def look_up_replies(runtime: Runtime, client: UUID, ids: Sequence[UUID]) -> list[Reply]:
    return await runtime.services.look_up(LOOK_UP_REPLIES, Actor.system("follow", client), client, ids)
