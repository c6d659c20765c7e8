"""What moderation does with an item, in the queue."""

from collections.abc import Collection
from uuid import UUID

from services.runtime.db.unit import Unit
from services.runtime.problems import NotFound
from services.triage.queue.domain.marks import Mark, MarkedItem
from services.triage.queue.repository import items, marks, standings
from services.triage.queue.service.standings import refresh


async def find_item(unit: Unit, item: UUID) -> MarkedItem:
    """Raises NotFound, also for another client's."""
    found = await marks.find_item(unit.session, unit.clients, item)
    if found is None:
        raise NotFound
    return found


async def hold_queue(unit: Unit, client: UUID) -> None:
    """Hold the client's queue until the unit ends, so that what was read of it stays true."""
    await standings.lock(unit.session, client)


async def mark_items(unit: Unit, client: UUID, ids: Collection[UUID], mark: Mark) -> None:
    """Mark items and work out anew how their conversations stand. The caller holds the queue."""
    if not ids:
        return
    await marks.mark(unit.session, client, ids, mark, unit.clock.now())
    found = await items.read_conversations(unit.session, client, ids)
    await refresh(unit, client, found.values())
