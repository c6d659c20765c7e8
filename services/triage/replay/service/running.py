"""Carrying a replay on by one page: read in one unit, kept in another, so that a text is read again between them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.contracts.triage import Automation
from services.contracts.triage.charter import Clause
from services.contracts.triage.replay import NewReplay, ReplayModel
from services.runtime.db.unit import Unit
from services.runtime.timers import drop_timer
from services.triage.moderation.domain import Held, Proposing
from services.triage.moderation.service import read_held
from services.triage.replay.domain.comparing import Charters, Compared, Comparing, Replayed, Trying
from services.triage.replay.domain.tally import count
from services.triage.replay.models import Replay
from services.triage.replay.repository import changes, messages, replays
from services.triage.replay.repository.messages import Stored
from services.triage.replay.service.starting import REPLAYING

# What was found is only compared; a text that is read again takes about a millisecond.
_PAGES = {"as_assessed": 1_000, "shipped": 200, "own": 200}


@dataclass(frozen=True, slots=True)
class Read:
    """What a model says of a text now; `version` is the one that it read."""

    version: int
    labels: Mapping[str, float]
    model: str


@dataclass(frozen=True, slots=True)
class Page:
    """The messages that come next in a replay; `is_last` when none comes after them."""

    replay: Replay
    stored: list[Stored]
    is_last: bool

    @property
    def model(self) -> ReplayModel:
        return _asked(self.replay).model

    @property
    def readable(self) -> list[UUID]:
        return [one.item_id for one in self.stored if not one.is_edited]


async def begin_page(unit: Unit, client: UUID, replay_id: UUID) -> Page | None:
    """Return what comes next; None, and no timer any more, where the replay has ended."""
    replay = await replays.find(unit.session, client, replay_id)
    if replay is None or replay.state != "running":
        await drop_timer(unit, client, REPLAYING, str(replay_id))
        return None
    limit = _PAGES[_asked(replay).model]
    stored = await messages.list_page(
        unit.session, client, replay.until, replay.place_at, replay.place_id, limit=limit
    )
    return Page(replay, stored, is_last=len(stored) < limit)


async def take_page(unit: Unit, client: UUID, page: Page, read: Mapping[UUID, Read] | None) -> bool:
    """Keep what a page comes to; whether there is more to do.

    `read` is what a model says now, None where what it said then counts. Of two workers on one page the slower one
    finds the replay elsewhere and keeps nothing, so that every message is counted once.
    """
    replay = await replays.find(unit.session, client, page.replay.id, is_held=True)
    if replay is None or replay.state != "running" or _place(replay) != _place(page.replay):
        return replay is not None and replay.state == "running"
    rules = [Automation.model_validate(rule) for rule in replay.rules]
    compared = _compare(await _sides(unit, replay), page, read)
    await changes.add(unit.session, client, replay.id, [one for one in compared if one.direction])
    values = {
        "done": replay.done + len(page.stored),
        "left_out": replay.left_out + len(page.stored) - len(compared),
        "tally": dict(Counter(replay.tally) + count(compared, rules)),
        "models": sorted({*replay.models, *_models(page, read)}),
    }
    if page.stored:
        values |= {"place_at": page.stored[-1].received_at, "place_id": page.stored[-1].item_id}
    await replays.carry_on(unit.session, replay, values)
    if page.is_last:
        await replays.end(unit.session, replay, "done", unit.clock.now())
        await drop_timer(unit, client, REPLAYING, str(replay.id))
    return not page.is_last


async def _sides(unit: Unit, replay: Replay) -> Comparing:
    """What the replay compares; charters are never changed, so that each page finds those of the one before."""
    asked = _asked(replay)
    if asked.trial is not None:
        return Trying(asked.trial, replay.threshold)
    base = [Clause.model_validate(clause) for clause in replay.base]
    held = Held(Proposing(base, replay.base_version))
    if asked.before == "then":
        held = await read_held(unit, replay.client_id, replay.since, replay.until)
    return Charters(held, Proposing(asked.draft.clauses if asked.draft else base))


def _compare(comparing: Comparing, page: Page, read: Mapping[UUID, Read] | None) -> list[Compared]:
    compared = []
    for one in page.stored:
        now = one.labels if read is None else _labels_now(one, read)
        if one.is_edited or now is None:
            continue
        compared.append(
            comparing.compare(
                Replayed(one.item_id, one.version, one.received_at, one.network, one.labels, now, one.word)
            )
        )
    return compared


def _labels_now(one: Stored, read: Mapping[UUID, Read]) -> Mapping[str, float] | None:
    found = read.get(one.item_id)
    return found.labels if found is not None and found.version == one.version else None


def _models(page: Page, read: Mapping[UUID, Read] | None) -> set[str]:
    return {one.model for one in (page.stored if read is None else read.values())}


def _place(replay: Replay) -> tuple[object, UUID]:
    return replay.place_at, replay.place_id


def _asked(replay: Replay) -> NewReplay:
    return NewReplay.model_validate(replay.asked)
