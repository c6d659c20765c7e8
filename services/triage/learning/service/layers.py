"""The layer that a client's messages are read with, and who chose it."""

from collections import OrderedDict
from threading import Lock
from uuid import UUID

from services.contracts.triage import LAYER_CHANGED
from services.runtime.db.unit import Unit
from services.runtime.problems import NotFound
from services.triage.errors import LayerRefused
from services.triage.learning.models import Layer
from services.triage.learning.repository import layers
from services.triage.scoring.domain.layers import OwnLayer


class Shelf:
    """The layers used last, read once a process: a layer never changes, so its id is enough."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[UUID, UUID], OwnLayer] = OrderedDict()
        self._lock = Lock()

    def find(self, client: UUID, layer: UUID) -> OwnLayer | None:
        with self._lock:
            found = self._kept.get((client, layer))
            if found is not None:
                self._kept.move_to_end((client, layer))
            return found

    def keep(self, client: UUID, layer: UUID, found: OwnLayer) -> None:
        with self._lock:
            self._kept[client, layer] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


SHELF = Shelf(64)


async def find_layer(unit: Unit, client: UUID) -> OwnLayer | None:
    """Return the layer that the client's messages are to be read with."""
    live = await layers.find_live_name(unit.session, client)
    if live is None:
        return None
    identity, number, general = live
    found = SHELF.find(client, identity)
    if found is None:
        body = await layers.read_body(unit.session, client, identity)
        found = OwnLayer(f"c{number}", general, body)
        SHELF.keep(client, identity, found)
    return found


async def choose(unit: Unit, client: UUID, layer_id: UUID | None) -> None:
    """Have a layer that stood once stand again, or none; the one that stands already is left as it is.

    Raises NotFound, and LayerRefused for one that was never better.
    """
    await layers.lock(unit.session, client)
    live = await layers.find_live(unit.session, client)
    if layer_id == (None if live is None else live.id):
        return
    wanted = None if layer_id is None else await _find(unit, client, layer_id)
    now = unit.clock.now()
    if live is not None:
        ended = {"state": "retired", "ended_at": now, "ended_by": unit.actor}
        await layers.change(unit.session, live, ended)
    if wanted is not None:
        stands = {"state": "live", "live_at": now, "ended_at": None, "ended_by": None}
        await layers.change(unit.session, wanted, stands)
    changed = [layer.id for layer in (live, wanted) if layer is not None]
    unit.happened(client, LAYER_CHANGED, changed)


async def _find(unit: Unit, client: UUID, layer: UUID) -> Layer:
    found = await layers.find(unit.session, client, layer)
    if found is None:
        raise NotFound
    if found.body is None:
        raise LayerRefused
    return found
