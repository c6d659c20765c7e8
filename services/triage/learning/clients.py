"""What learning asks of ingest: the messages of which people said something, as they stand."""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.ingest import LOOK_UP_ITEMS, Item
from services.runtime.callers import Actor
from services.runtime.context import Runtime


async def look_up_items(runtime: Runtime, client: UUID, ids: Sequence[UUID]) -> list[Item]:
    """Return the newest versions; what ingest does not know any more is missing."""
    return await runtime.services.look_up(LOOK_UP_ITEMS, Actor.system("follow", client), client, ids)
