"""What figures ask of ingest: the client's name and zone, kept for a moment, since every answer needs them."""

import time
from collections import OrderedDict
from collections.abc import Callable
from uuid import UUID

from services.contracts.ingest import GET_CLIENT, Client
from services.runtime.callers import Actor
from services.runtime.context import Runtime

KEPT_SECONDS = 30.0
KEPT_CLIENTS = 1_000


class ClientCards:
    """Clients as ingest knows them; a new name or zone shows after half a minute at most."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[UUID, tuple[float, Client]] = OrderedDict()

    async def get(self, runtime: Runtime, client: UUID) -> Client:
        """Raises NotFound for a client that ingest does not know."""
        kept = self._kept.get(client)
        if kept is not None and self._now() - kept[0] < KEPT_SECONDS:
            return kept[1]
        asked = self._now()
        actor = Actor.system("portal", client)
        found = await runtime.services.call(GET_CLIENT, actor, path={"client": client})
        self._kept[client] = (asked, found)
        if len(self._kept) > KEPT_CLIENTS:
            self._kept.popitem(last=False)
        return found
