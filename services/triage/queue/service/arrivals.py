"""Taking in what arrived: the copy, the assessments, and the conversations they belong to, all set-based."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.contracts.ingest import Item
from services.contracts.reply import Reply
from services.contracts.triage import ITEM_ASSESSED, Assessment
from services.runtime.db.unit import Unit
from services.triage.queue.domain.above import LONGEST, STEPS, Above, message_of, next_above
from services.triage.queue.domain.threads import Address, Link, Place, find_places
from services.triage.queue.domain.versions import Version, has_new_words, is_news
from services.triage.queue.repository import items, marks, standings
from services.triage.queue.service.standings import refresh
from services.triage.scoring.domain import Message


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Items to take in, what was found in them by id, and ids of which ingest has nothing left.

    `changed` are ids that the network changed, and `restored` those that an act of ours brought back: only
    these can return from the deleted.
    """

    items: Sequence[Item]
    assessments: Mapping[UUID, Assessment]
    gone: Sequence[UUID]
    changed: Collection[UUID] = ()
    restored: Collection[UUID] = ()

    def news(self, known: Mapping[UUID, Version]) -> list[Item]:
        back = {*self.changed, *self.restored}
        return [
            item
            for item in self.items
            if is_news(_version_of(item), known.get(item.id), may_return=item.id in back)
        ]


def is_assessed(item: Item) -> bool:
    """What the client itself wrote is not assessed, and of what is deleted nothing is left to assess."""
    return item.deleted_at is None and not item.is_ours and not _link_of(item).is_context


async def read_fresh(unit: Unit, client: UUID, arriving: Arrivals) -> tuple[list[Item], dict[Address, Above]]:
    """Return what of these items is to be assessed, and what stands above it, by address."""
    known = await items.read_versions(unit.session, client, [item.id for item in arriving.items])
    fresh = [
        item
        for item in arriving.news(known)
        if is_assessed(item) and has_new_words(_version_of(item), known.get(item.id))
    ]
    return fresh, await _read_above(unit, client, fresh, arriving)


async def read_messages(unit: Unit, client: UUID, known: Sequence[Item]) -> list[Message]:
    """Return items as the scorer reads them, in order, each with what stands above it."""
    above = await _read_above(unit, client, known, Arrivals(known, {}, ()))
    return [message_of(item, above) for item in known]


async def take_in(unit: Unit, client: UUID, arrivals: Arrivals) -> None:
    """Take in a page of items; what is known already changes nothing, so a replay is harmless."""
    await standings.lock(unit.session, client)
    known = await items.read_versions(
        unit.session, client, [*(item.id for item in arrivals.items), *arrivals.gone]
    )
    fresh = arrivals.news(known)
    gone = [one for one in arrivals.gone if one in known and not known[one].is_deleted]
    new = [item for item in fresh if item.id not in known]
    places, left = await _place(unit, client, new)
    if fresh:
        await items.keep(unit.session, client, fresh, places)
    await _erase(unit, client, [*gone, *(item.id for item in fresh if item.deleted_at is not None)])
    await _assess(unit, client, fresh, arrivals)
    changed = [*gone, *(item.id for item in fresh if item.id in known)]
    touched = await items.read_conversations(unit.session, client, changed) if changed else {}
    arrived = {place.conversation_id for place in places.values()}
    await refresh(unit, client, {one for one in (*arrived, *left, *touched.values()) if one is not None})


async def note_answers(unit: Unit, client: UUID, replies: Sequence[Reply]) -> None:
    """Note replies that stand on a network; one that is known changes nothing."""
    await standings.lock(unit.session, client)
    published = [
        (reply.id, reply.item_id, reply.external_id, _read_until(reply))
        for reply in replies
        if reply.state == "published"
    ]
    if not published:
        return
    answered = await marks.add_answers(unit.session, client, published)
    found = await items.read_conversations(unit.session, client, answered)
    await refresh(unit, client, found.values())


async def _read_above(
    unit: Unit, client: UUID, fresh: Sequence[Item], arriving: Arrivals
) -> dict[Address, Above]:
    """Follow each thread a few steps up, through what is arriving and what is here."""
    found = {
        (item.account_id, item.external_id): Above(item.text[:LONGEST], item.parent)
        for item in arriving.items
    }
    wanted = {(item.account_id, one) for item in fresh for one in (item.parent, item.post) if one}
    for _ in range(STEPS):
        missing = wanted - found.keys()
        if missing:
            found |= await items.read_texts(unit.session, client, missing)
        wanted = next_above(wanted, found)
        if not wanted:
            break
    return found


async def _place(
    unit: Unit, client: UUID, new: Sequence[Item]
) -> tuple[dict[Address, Place], set[UUID | None]]:
    """Place new items, and again those that stood under one of them; return also the conversations these left."""
    if not new:
        return {}, set()
    links = {link.address: link for link in map(_link_of, new)}
    below = await items.read_below(unit.session, client, links)
    links |= {link.address: link for link, _ in below}
    above = {
        (link.account_id, link.parent) for link in links.values() if link.parent is not None
    } - links.keys()
    places = find_places(client, links.values(), await items.read_above(unit.session, client, above))
    moved = {link.address: places[link.address] for link, place in below if places[link.address] != place}
    if moved:
        await items.move(unit.session, client, moved)
    left = {place.conversation_id for link, place in below if link.address in moved}
    return places, left


async def _erase(unit: Unit, client: UUID, ids: Sequence[UUID]) -> None:
    if ids:
        await items.erase(unit.session, client, ids, unit.clock.now())


async def _assess(unit: Unit, client: UUID, fresh: Sequence[Item], arrivals: Arrivals) -> None:
    assessed = [
        (item.id, item.version, arrivals.assessments[item.id])
        for item in fresh
        if item.id in arrivals.assessments
    ]
    if assessed:
        await items.assess(unit.session, client, assessed)
        unit.happened(client, ITEM_ASSESSED, [item for item, _, _ in assessed])


def _read_until(reply: Reply) -> datetime:
    """Until when its writer had read: what came in while the undo window ran is not answered by it."""
    return reply.accepted_at or reply.published_at or reply.now


def _version_of(item: Item) -> Version:
    return Version(item.version, item.standing, item.deleted_at is not None)


def _link_of(item: Item) -> Link:
    return Link(
        account_id=item.account_id,
        external_id=item.external_id,
        kind=item.kind,
        author_id=item.author_id,
        parent=item.parent,
        post=item.post,
        is_ours=item.is_ours,
    )
