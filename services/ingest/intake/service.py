"""Use cases of the intake: store a batch once, whoever brings it, say what became of each item, read items."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from services.contracts.ingest import ITEM_CREATED, ITEM_DELETED, ITEM_UPDATED, Item, Standing
from services.contracts.problem import FieldError
from services.ingest.directory.domain import AccountRef
from services.ingest.directory.service import account_refs
from services.ingest.intake import repository
from services.ingest.intake.content import from_found, from_posted
from services.ingest.intake.domain import Changes, Known, NewItem, Place, Stored, apply_in_order
from services.ingest.intake.reading.batch import Entry, accepted
from services.ingest.networks.adapter import FoundItem
from services.runtime.db.unit import Unit, happenings_of
from services.runtime.ids import new_id

_COUNTED = {"created": "created", "updated": "updated", "duplicate": "duplicates", "rejected": "rejected"}


async def push_items(unit: Unit, client: UUID, entries: Sequence[Entry]) -> bytes:
    """Store what can be stored of a batch and return the contract's BatchOutcome as JSON."""
    accounts = await account_refs(unit, client, frozenset(entry.account for entry in accepted(entries)))
    items: list[NewItem] = []
    outcomes: list[dict[str, Any]] = []
    for index, entry in enumerate(entries):
        if isinstance(entry, list):
            outcomes.append(_rejected(index, entry))
        elif (account := accounts.get(entry.account)) is None:
            outcomes.append(_rejected(index, [_UNKNOWN_ACCOUNT]))
        else:
            outcomes.append({"index": index, "id": entry.id})
            items.append(from_posted(entry, account))
    stored = iter(await store_items(unit, client, items, is_last=True))
    counts = dict.fromkeys(_COUNTED.values(), 0)
    for outcome in outcomes:
        if "status" not in outcome:
            outcome["status"], outcome["item_id"] = next(stored)
        counts[_COUNTED[outcome["status"]]] += 1
    return msgspec.json.encode({**counts, "items": outcomes})


async def store_found(
    unit: Unit, client: UUID, account: AccountRef, found: Iterable[FoundItem], *, read_at: datetime
) -> list[Stored]:
    """Store what a network showed when it was asked at `read_at`; twice is harmless.

    What was deleted and is shown again comes back, unless we acted on it after that moment.
    """
    return await store_items(unit, client, [from_found(item, account) for item in found], read_at=read_at)


async def store_items(
    unit: Unit,
    client: UUID,
    items: Sequence[NewItem],
    *,
    read_at: datetime | None = None,
    is_last: bool = False,
) -> list[Stored]:
    """Store items in order and say for each what became of it; events go with the unit's commit.

    The same content again is a duplicate, other content a new version. Without `read_at` an item that was
    deleted stays deleted, and nothing is learned of how the public sees the others.
    With `is_last` the unit writes no item after these, so that the statement which stores new ones tells of them.
    """
    if not items:
        return []
    offered = [new_id() for _ in items]
    firsts: dict[Place, int] = {}
    for index, item in enumerate(items):
        firsts.setdefault(item.place, index)
    rows = [(offered[index], items[index]) for index in firsts.values()]
    closing = happenings_of(ITEM_CREATED, offered) if is_last and len(rows) == len(items) else []
    added = await repository.add_items(unit, client, rows, closing)
    if closing and len(added) == len(items):
        unit.told(client, closing)
        return [Stored("created", one) for one in offered]
    used = frozenset(added)
    unit.happened(client, ITEM_CREATED, (one for one in offered if one in used))
    stored = {index: Stored("created", one) for index, one in enumerate(offered) if one in used}
    if len(stored) < len(items):
        await _store_known(unit, client, items, stored, read_at)
    return [stored[index] for index in range(len(items))]


async def mark_deleted(
    unit: Unit, client: UUID, account: UUID, external_ids: Collection[str], *, read_at: datetime | None = None
) -> Sequence[UUID]:
    """Erase what the network no longer shows and return the ids; unknown or erased ones are passed over."""
    ids = await repository.lock_gone(
        unit.session, client, account, external_ids, is_binned=False, read_at=read_at
    )
    await _erase(unit, client, ids)
    return ids


async def mark_binned(
    unit: Unit, client: UUID, account: UUID, external_ids: Collection[str], *, read_at: datetime
) -> Sequence[UUID]:
    """Mark as deleted what lies in the network's bin, words kept, and return the ids for which that is news."""
    ids = await repository.lock_gone(
        unit.session, client, account, external_ids, is_binned=True, read_at=read_at
    )
    await _bin(unit, client, ids)
    return ids


async def set_standing(unit: Unit, client: UUID, item: UUID, standing: Standing) -> None:
    """Take over at once how the public sees an item after an act of ours; what is deleted stays so."""
    before = await repository.touch_item(unit.session, client, item, unit.clock.now())
    if before is not None and before[0] != standing and not before[1]:
        await _show(unit, client, item, standing)


async def set_deleted(unit: Unit, client: UUID, item: UUID, *, is_binned: bool) -> None:
    """Take over at once that an act of ours deleted an item, for good or into the network's bin."""
    before = await repository.touch_item(unit.session, client, item, unit.clock.now())
    if before is not None and not before[1]:
        await (_bin if is_binned else _erase)(unit, client, [item])


async def set_restored(unit: Unit, client: UUID, item: UUID) -> None:
    """Take over at once that an act of ours brought an item back; words that were erased come with a pull."""
    before = await repository.touch_item(unit.session, client, item, unit.clock.now())
    if before is not None and before != ("visible", False):
        await _show(unit, client, item, "visible")


async def look_up_items(unit: Unit, client: UUID, ids: Sequence[UUID]) -> list[Item]:
    """Return those of a client's items that exist, in the order asked for, each once."""
    found = {item.id: item for item in await repository.list_items(unit.session, client, ids)}
    return [found[one] for one in dict.fromkeys(ids) if one in found]


async def _store_known(
    unit: Unit,
    client: UUID,
    items: Sequence[NewItem],
    stored: dict[int, Stored],
    read_at: datetime | None,
) -> None:
    """Go through the items whose place was taken, by an earlier batch or earlier in this one."""
    known = {
        items[index].place: Known(one.id, 1, items[index].content_hash, items[index].standing, source=index)
        for index, one in stored.items()
    }
    rest = [index for index in range(len(items)) if index not in stored]
    places = {items[index].place for index in rest} - known.keys()
    known |= await repository.lock_items(unit.session, client, places)
    changes = apply_in_order(items, rest, known, read_at)
    if changes.shown:
        shown = {one.id: one.standing for one in changes.shown.values()}
        await repository.show_items(unit.session, client, shown)
    if changes.changed:
        await _write(unit, client, items, changes)
    told = changes.shown | changes.changed
    if told:
        unit.happened(client, ITEM_UPDATED, (one.id for one in told.values()))
    stored |= changes.outcomes


async def _write(unit: Unit, client: UUID, items: Sequence[NewItem], changes: Changes) -> None:
    session, now = unit.session, unit.clock.now()
    changed = list(changes.changed.values())
    kept = [one.id for one in changed if one.id not in changes.erased]
    await repository.keep_versions(session, client, kept)
    if changes.replaced:
        replaced = [(one, items[one.source]) for one in changes.replaced]
        await repository.keep_replaced(session, client, replaced, now)
    newest = [(one, items[one.source]) for one in changed if one.source is not None]
    await repository.replace_items(session, client, newest, now)


async def _show(unit: Unit, client: UUID, item: UUID, standing: Standing) -> None:
    await repository.show_items(unit.session, client, {item: standing})
    unit.happened(client, ITEM_UPDATED, [item])


async def _erase(unit: Unit, client: UUID, ids: Sequence[UUID]) -> None:
    if ids:
        await repository.erase_items(unit.session, client, ids, unit.clock.now())
        unit.happened(client, ITEM_DELETED, ids)


async def _bin(unit: Unit, client: UUID, ids: Sequence[UUID]) -> None:
    if ids:
        await repository.bin_items(unit.session, client, ids, unit.clock.now())
        unit.happened(client, ITEM_DELETED, ids)


_UNKNOWN_ACCOUNT = FieldError(field="account", code="unknown_account", message="is no account of this client")


def _rejected(index: int, errors: list[FieldError]) -> dict[str, Any]:
    return {"index": index, "status": "rejected", "errors": [error.model_dump() for error in errors]}
