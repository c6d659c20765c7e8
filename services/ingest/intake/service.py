"""Use cases of the intake: store a batch once, whoever brings it, say what became of each item, read items."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from services.contracts.ingest import ITEM_CREATED, ITEM_DELETED, ITEM_UPDATED
from services.contracts.problem import FieldError
from services.ingest.directory.domain import AccountRef
from services.ingest.directory.service import account_refs
from services.ingest.intake import repository
from services.ingest.intake.content import from_found, from_posted
from services.ingest.intake.domain import Changes, ItemView, NewItem, Place, Standing, Stored, apply_in_order
from services.ingest.intake.reading.batch import Entry, accepted
from services.ingest.networks.adapter import FoundItem
from services.runtime.db.unit import Unit
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
    stored = iter(await store_items(unit, client, items))
    counts = dict.fromkeys(_COUNTED.values(), 0)
    for outcome in outcomes:
        if "status" not in outcome:
            outcome["status"], outcome["item_id"] = next(stored)
        counts[_COUNTED[outcome["status"]]] += 1
    return msgspec.json.encode({**counts, "items": outcomes})


async def store_found(
    unit: Unit, client: UUID, account: AccountRef, found: Iterable[FoundItem]
) -> list[Stored]:
    """Store what a pull or a webhook brought, the same way; twice is harmless."""
    return await store_items(unit, client, [from_found(item, account) for item in found])


async def store_items(unit: Unit, client: UUID, items: Sequence[NewItem]) -> list[Stored]:
    """Store items in order and say for each what became of it; events go with the unit's commit.

    The same content again is a duplicate, other content a new version. An item that was deleted stays deleted.
    """
    if not items:
        return []
    offered = [new_id() for _ in items]
    firsts: dict[Place, int] = {}
    for index, item in enumerate(items):
        firsts.setdefault(item.place, index)
    rows = [(offered[index], items[index]) for index in firsts.values()]
    used = frozenset(await repository.add_items(unit.session, client, rows, unit.clock.now()))
    unit.happened(client, ITEM_CREATED, (one for one in offered if one in used))
    stored = {index: Stored("created", one) for index, one in enumerate(offered) if one in used}
    if len(stored) < len(items):
        await _store_known(unit, client, items, stored)
    return [stored[index] for index in range(len(items))]


async def mark_deleted(
    unit: Unit, client: UUID, account: UUID, external_ids: Collection[str]
) -> Sequence[UUID]:
    """Erase what the network no longer shows and return the ids; unknown or deleted ones are passed over."""
    now = unit.clock.now()
    ids = await repository.erase_items(unit.session, client, account, external_ids, now)
    unit.happened(client, ITEM_DELETED, ids)
    return ids


async def look_up_items(unit: Unit, client: UUID, ids: Sequence[UUID]) -> list[ItemView]:
    """Return those of a client's items that exist, in the order asked for, each once."""
    found = {item.id: item for item in await repository.list_items(unit.session, client, ids)}
    return [found[one] for one in dict.fromkeys(ids) if one in found]


async def _store_known(unit: Unit, client: UUID, items: Sequence[NewItem], stored: dict[int, Stored]) -> None:
    """Go through the items whose place was taken, by an earlier batch or earlier in this one."""
    standing = {
        items[index].place: Standing(one.id, 1, items[index].content_hash, source=index)
        for index, one in stored.items()
    }
    rest = [index for index in range(len(items)) if index not in stored]
    places = {items[index].place for index in rest} - standing.keys()
    standing |= await repository.lock_items(unit.session, client, places)
    changes = apply_in_order(items, rest, standing)
    if changes.changed:
        await _write(unit, client, items, changes)
        unit.happened(client, ITEM_UPDATED, (one.id for one in changes.changed.values()))
    stored |= changes.outcomes


async def _write(unit: Unit, client: UUID, items: Sequence[NewItem], changes: Changes) -> None:
    session, now = unit.session, unit.clock.now()
    changed = list(changes.changed.values())
    await repository.keep_versions(session, client, [one.id for one in changed])
    if changes.replaced:
        kept = [(one, items[one.source]) for one in changes.replaced]
        await repository.keep_replaced(session, client, kept, now)
    newest = [(one, items[one.source]) for one in changed if one.source is not None]
    await repository.replace_items(session, client, newest, now)


_UNKNOWN_ACCOUNT = FieldError(field="account", code="unknown_account", message="is no account of this client")


def _rejected(index: int, errors: list[FieldError]) -> dict[str, Any]:
    return {"index": index, "status": "rejected", "errors": [error.model_dump() for error in errors]}
