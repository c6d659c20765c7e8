"""Use cases of learning: people correct labels, and what they decide and answer becomes evidence beside that."""

from collections.abc import Collection, Sequence
from uuid import UUID

from services.contracts import triage as wire
from services.contracts.reply import Reply
from services.contracts.triage import NewLabel
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.triage.errors import NothingThere, OwnMessage
from services.triage.learning import repository
from services.triage.learning.domain import ANSWERED, Word, derive_id, words_of_decision
from services.triage.learning.models import Evidence
from services.triage.queue.service import find_item, hold_queue


async def correct(unit: Unit, item_id: UUID, new: NewLabel) -> list[wire.Correction]:
    """Correct one label, or take that back; the same word again changes nothing.

    Raises NotFound, OwnMessage, and NothingThere for what was deleted.
    """
    item = await find_item(unit, item_id)
    if item.is_ours:
        raise OwnMessage
    if item.is_deleted:
        raise NothingThere
    await hold_queue(unit, item.client_id)  # two corrections at once come one after the other
    held = {one.label: one.value for one in await _corrections(unit, item.client_id, item_id)}
    if held.get(new.label) != new.value:
        now = unit.clock.now()
        await repository.withdraw(unit.session, item.client_id, item_id, new.label, now)
        if new.value is not None:
            word = Word(new_id(), item_id, new.label, new.value, "correction", unit.actor, now)
            await repository.add(unit.session, item.client_id, [word])
    return await _corrections(unit, item.client_id, item_id)


async def read_corrections(
    unit: Unit, client: UUID, items: Collection[UUID]
) -> dict[UUID, list[wire.Correction]]:
    """Return what people say against the machine about each of these items."""
    found = await repository.list_corrections(unit.session, client, items)
    return {item: [_on_the_wire(row) for row in rows] for item, rows in found.items()}


async def note_decision(unit: Unit, decision: wire.Decision) -> None:
    """Keep what a person's decision says of its message; the same decision again adds nothing."""
    await repository.add(unit.session, decision.client_id, words_of_decision(decision))


async def note_replies(unit: Unit, client: UUID, replies: Sequence[Reply]) -> None:
    """Keep that somebody answered; a replay adds nothing."""
    words = [
        Word(
            id=derive_id(reply.id, ANSWERED),
            item_id=reply.item_id,
            label=ANSWERED,
            value=True,
            source="reply",
            actor=reply.written_by,
            at=reply.accepted_at or reply.now,
        )
        for reply in replies
        if reply.state == "published"
    ]
    await repository.add(unit.session, client, words)


async def _corrections(unit: Unit, client: UUID, item: UUID) -> list[wire.Correction]:
    return (await read_corrections(unit, client, [item])).get(item, [])


def _on_the_wire(row: Evidence) -> wire.Correction:
    return wire.Correction(label=row.label, value=row.value, by=row.actor, at=row.at, said=row.said)
