"""What the queue asks of ingest and reply."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from services.contracts.ingest import LOOK_UP_ITEMS, Item, ItemLookup
from services.contracts.reply import LOOK_UP_REPLIES, Reply, ReplyLookup
from services.runtime.callers import Actor
from services.runtime.context import Runtime

PER_CALL = 500


async def look_up_items(runtime: Runtime, client: UUID, ids: Sequence[UUID]) -> list[Item]:
    """Return the newest versions; what ingest does not know any more is missing."""
    found: list[Item] = []
    for some in _slices(ids):
        answer = await runtime.services.call(
            LOOK_UP_ITEMS, Actor.system("follow", client), path={"client": client}, body=ItemLookup(ids=some)
        )
        found += answer.items
    return found


async def look_up_replies(runtime: Runtime, client: UUID, ids: Sequence[UUID]) -> list[Reply]:
    found: list[Reply] = []
    for some in _slices(ids):
        answer = await runtime.services.call(
            LOOK_UP_REPLIES,
            Actor.system("follow", client),
            path={"client": client},
            body=ReplyLookup(ids=some),
        )
        found += answer.items
    return found


def _slices(ids: Sequence[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), PER_CALL):
        yield list(ids[start : start + PER_CALL])
