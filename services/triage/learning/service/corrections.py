"""People correct labels: a word holds at once, for the words of the message as they stand."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from services.contracts import triage as wire
from services.contracts.triage import NewLabel
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.triage.errors import NothingThere, OwnMessage
from services.triage.learning.domain.words import Word
from services.triage.learning.repository import evidence
from services.triage.learning.service.refitting import note_words
from services.triage.queue.service import count_corrections, find_item, hold_queue


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
    known = await _corrections(unit, item.client_id, item_id)
    held = {one.label: (one.value, one.answer) for one in known if not one.is_outdated}
    if held.get(new.label) != (None if new.value is None else (new.value, new.answer)):
        now = unit.clock.now()
        await evidence.withdraw(unit.session, item.client_id, item_id, new.label, now)
        if new.value is not None:
            word = Word(new_id(), item_id, new.label, new.value, "correction", unit.actor, now, new.answer)
            await evidence.add(unit.session, item.client_id, [word])
            await note_words(unit, item.client_id, 1)
        await _count(unit, item.client_id, {item_id: await _corrections(unit, item.client_id, item_id)})
    return await _corrections(unit, item.client_id, item_id)


async def keep_corrections(unit: Unit, client: UUID, items: Collection[UUID]) -> None:
    """Let corrections count again on messages that were assessed anew, where they are of the same words.

    The caller holds the queue.
    """
    known = await read_corrections(unit, client, items)
    held = {item: said for item, said in known.items() if any(not one.is_outdated for one in said)}
    if held:
        await _count(unit, client, held)


async def _count(unit: Unit, client: UUID, said: Mapping[UUID, Sequence[wire.Correction]]) -> None:
    holding = {item: [one for one in some if not one.is_outdated] for item, some in said.items()}
    await count_corrections(unit, client, holding)


async def read_corrections(
    unit: Unit, client: UUID, items: Collection[UUID]
) -> dict[UUID, list[wire.Correction]]:
    """Return what people say against the machine about each of these items, also of earlier words."""
    found = await evidence.list_corrections(unit.session, client, items)
    return {item: [_on_the_wire(row) for row in rows] for item, rows in found.items()}


async def _corrections(unit: Unit, client: UUID, item: UUID) -> list[wire.Correction]:
    return (await read_corrections(unit, client, [item])).get(item, [])


def _on_the_wire(one: evidence.Corrected) -> wire.Correction:
    return wire.Correction(
        label=one.label,
        value=one.value,
        by=one.actor,
        at=one.at,
        said=one.said,
        answer=one.answer,
        is_outdated=one.is_outdated,
    )
