"""When a client's layer is fitted anew, from what, and what becomes of it: it stands only where it is better."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import UUID

import structlog

from services.contracts.triage import LAYER_CHANGED
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.timers import drop_timer, set_timer
from services.triage.errors import NothingNew
from services.triage.learning.domain.layers import (
    COUNTED,
    ENOUGH_NEW,
    MOST_ITEMS,
    MOST_WORDS,
    TEACHING,
    next_night,
)
from services.triage.learning.domain.people import Left, Said, Voice, agree
from services.triage.learning.domain.words import ACTS
from services.triage.learning.models import Layer
from services.triage.learning.repository import evidence, layers
from services.triage.scoring.domain.layers import Comparison, OwnLayer

log = structlog.get_logger()

REFITTING = "learning.refit"
BY_ITSELF = "system:learning"
_BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Begun:
    """What a refit is made from: what people said of each label, oldest first, which messages they dealt with, and what
    stands on which model, each head with its version.
    """

    taught: Mapping[str, Sequence[Said]]
    left: Sequence[Left]
    after: int
    live: UUID | None
    standing: OwnLayer | None
    heads: Mapping[str, int]
    read_at: datetime

    @property
    def items(self) -> list[UUID]:
        said = {one.item_id for words in self.taught.values() for one in words}
        return list(said | {one.item_id for one in self.left})


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a refit came to: the model it stands on, its heads where any is new or gone, each label's comparison."""

    general: str
    body: bytes | None
    figures: Mapping[str, Comparison]


async def note_words(unit: Unit, client: UUID, added: int) -> None:
    """Have a layer fitted after so many new words, and of fewer in the night."""
    latest = await layers.find_latest(unit.session, client)
    count = await _count_new(unit, client, latest, ENOUGH_NEW)
    now = unit.clock.now()
    if count >= ENOUGH_NEW:
        await set_timer(unit, client, REFITTING, BY_ITSELF, now)
    elif 0 < count <= added:
        await set_timer(unit, client, REFITTING, BY_ITSELF, next_night(now))


async def ask_refit(unit: Unit, client: UUID) -> None:
    """Have a layer fitted now in the name of whoever asks. Raises NothingNew."""
    missing = await count_missing(unit, client)
    if missing:
        raise NothingNew(missing)
    await set_timer(unit, client, REFITTING, unit.actor, unit.clock.now())


async def count_missing(unit: Unit, client: UUID) -> int:
    """How many new words are needed before anything is fitted: one, or many after a person chose what stands."""
    latest = await layers.find_latest(unit.session, client)
    chosen_at = await layers.find_put_away(unit.session, client)
    if chosen_at is not None and latest is not None and chosen_at > latest.learnt_until:
        found = await evidence.count_since(unit.session, client, COUNTED, chosen_at, ENOUGH_NEW)
        return ENOUGH_NEW - found
    return 0 if await _count_new(unit, client, latest, 1) else 1


async def count_new(unit: Unit, client: UUID, most: int) -> int:
    """How many words came since a layer was fitted last, counted up to `most`."""
    return await _count_new(unit, client, await layers.find_latest(unit.session, client), most)


async def begin(unit: Unit, client: UUID) -> Begun | None:
    """Return what there is to learn from; None where nothing is new."""
    if await count_missing(unit, client):
        return None
    latest, live = (
        await layers.find_latest(unit.session, client),
        await layers.find_live(unit.session, client),
    )
    voices = await evidence.list_voices(unit.session, client, TEACHING, MOST_WORDS)
    left = await evidence.list_left(unit.session, client, ACTS, MOST_ITEMS)
    kept = _newest([*voices, *left])
    return Begun(
        taught=agree(voice for voice in voices if voice.item_id in kept),
        left=[one for one in left if one.item_id in kept],
        after=0 if latest is None else latest.number,
        live=None if live is None else live.id,
        standing=None if live is None or live.body is None else OwnLayer("", live.general, live.body),
        heads={} if live is None else live.heads,
        read_at=unit.clock.now(),
    )


def _newest(acts: Sequence[Voice | Left]) -> set[UUID]:
    """The messages with which somebody had to do last."""
    latest = {one.item_id: one.at for one in sorted(acts, key=lambda one: one.at)}
    return set(sorted(latest, key=lambda item: latest[item])[-MOST_ITEMS:])


async def end(unit: Unit, client: UUID, begun: Begun, fitted: Fitted, asked_by: str) -> None:
    """Keep what a refit came to, unless another was quicker or somebody chose meanwhile what stands."""
    await layers.lock(unit.session, client)
    latest = await layers.find_latest(unit.session, client)
    live = await layers.find_live(unit.session, client)
    is_overtaken = (0 if latest is None else latest.number) != begun.after
    if not is_overtaken and (None if live is None else live.id) == begun.live:
        await _keep(unit, client, begun, fitted, live, asked_by)
    await drop_timer(unit, client, REFITTING, asked_by)


async def forget_asking(unit: Unit, client: UUID, asked_by: str) -> None:
    await drop_timer(unit, client, REFITTING, asked_by)


async def _keep(
    unit: Unit, client: UUID, begun: Begun, fitted: Fitted, live: Layer | None, asked_by: str
) -> None:
    now, is_better = unit.clock.now(), fitted.body is not None
    if is_better and live is not None:
        await layers.change(unit.session, live, {"state": "retired", "ended_at": now, "ended_by": asked_by})
    layer = Layer(
        client_id=client,
        id=new_id(),
        number=begun.after + 1,
        state="live" if is_better else "refused",
        general=fitted.general,
        body=fitted.body,
        figures={label: asdict(one) for label, one in fitted.figures.items()},
        heads=_heads(begun, fitted),
        evidence_count=sum(len(said) for said in begun.taught.values()),
        learnt_until=begun.read_at,
        made_at=now,
        made_by=asked_by,
        live_at=now if is_better else None,
    )
    await layers.add(unit.session, layer)
    unit.happened(client, LAYER_CHANGED, [layer.id])
    log.info("learning.refitted", number=layer.number, state=layer.state, evidence=layer.evidence_count)


def _heads(begun: Begun, fitted: Fitted) -> dict[str, int]:
    """Which version each head stands from: one that did not change keeps its own."""
    is_same = begun.standing is not None and begun.standing.general == fitted.general
    outcomes = {label: one.outcome for label, one in fitted.figures.items()}
    kept = begun.heads if is_same else {}
    new = dict.fromkeys(
        (label for label, outcome in outcomes.items() if outcome == "better"), begun.after + 1
    )
    return {label: number for label, number in kept.items() if outcomes.get(label) != "worse"} | new


async def _count_new(unit: Unit, client: UUID, latest: Layer | None, most: int) -> int:
    since = _BEFORE_ALL if latest is None else latest.learnt_until
    return await evidence.count_since(unit.session, client, COUNTED, since, most)
