"""Working out anew how conversations stand, after anything in them has changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from services.contracts.triage import CONVERSATION_CHANGED
from services.runtime.db.unit import Unit
from services.runtime.timers import drop_timer, set_timer
from services.triage.queue.domain.standing import Standing, stand
from services.triage.queue.repository import counts, standings

AGEING = "queue.age"
_AGEING_KEY = "next"
_AGED_AT_ONCE = 1_000


async def refresh(unit: Unit, client: UUID, conversations: Iterable[UUID]) -> None:
    """Work out how these conversations stand, write what differs, and announce them all.

    The caller holds the lock on the client's queue. A conversation without items disappears.
    """
    ids = sorted(set(conversations))
    if not ids:
        return
    old = await standings.read_standings(unit.session, client, ids)
    pieces = await standings.read_pieces(unit.session, client, ids)
    replies = await standings.read_replies(unit.session, client, ids)
    now = unit.clock.now()
    new = {one: stand(pieces[one], replies.get(one, ()), now) for one in ids if one in pieces}
    changed = [standing for one, standing in new.items() if old.get(one) != standing]
    if changed:
        await standings.write(unit.session, client, changed)
    empty = [one for one in old if one not in new]
    if empty:
        await standings.remove(unit.session, client, empty)
    await counts.adjust(unit.session, client, _moved(old, new))
    if any(standing.ages_at for standing in changed):
        await _ring_at_next_step(unit, client)
    unit.happened(client, CONVERSATION_CHANGED, ids)


async def age(unit: Unit, client: UUID) -> None:
    """Raise what has waited long enough; the timer stands for the next step, or is dropped when none comes."""
    await standings.lock(unit.session, client)
    due = await standings.list_ageing(unit.session, client, unit.clock.now(), limit=_AGED_AT_ONCE)
    await refresh(unit, client, due)
    await _ring_at_next_step(unit, client)


async def _ring_at_next_step(unit: Unit, client: UUID) -> None:
    moment = await standings.find_next_ageing(unit.session, client)
    if moment is None:
        await drop_timer(unit, client, AGEING, _AGEING_KEY)
    else:
        await set_timer(unit, client, AGEING, _AGEING_KEY, moment)


def _moved(old: Mapping[UUID, Standing], new: Mapping[UUID, Standing]) -> Counter[tuple[str, str]]:
    """By how many open conversations each count moves."""
    moved: Counter[tuple[str, str]] = Counter()
    moved.update(_counted(list(new.values())))
    moved.subtract(_counted(list(old.values())))
    return moved


def _counted(some: Sequence[Standing]) -> Counter[tuple[str, str]]:
    return Counter(
        (standing.network, label)
        for standing in some
        if standing.status == "open"
        for label in (counts.ALL, *standing.labels)
    )
