"""The timers of a replay: page after page for a few seconds at a time, so that nothing else waits for it."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Protocol
from uuid import UUID

from services.contracts.triage import Assessment
from services.runtime.context import Runtime
from services.runtime.timers import set_timer
from services.triage.learning.service import find_layer
from services.triage.queue.service import read_messages
from services.triage.replay import service
from services.triage.replay.clients import look_up_items
from services.triage.replay.service import Page, Read
from services.triage.scoring.domain import Message
from services.triage.scoring.domain.layers import OwnLayer

# Well within what a job may take, and no longer than people's decisions can wait for a worker's place.
TURN_SECONDS = 4.0


class Reader(Protocol):
    """A model: one assessment for each message, in order."""

    async def assess(
        self, messages: Sequence[Message], layer: OwnLayer | None = None
    ) -> list[Assessment]: ...


class Replaying:
    """Carries replays on; `reader` is the model that the process has loaded already."""

    def __init__(self, reader: Reader, turn_seconds: float = TURN_SECONDS) -> None:
        self._reader = reader
        self._turn_seconds = turn_seconds

    async def run(self, runtime: Runtime, client: UUID, key: str) -> None:
        """Carry one replay on. Twice is harmless: a page is kept only where the replay still stands before it."""
        started = monotonic()
        while await self._carry_on(runtime, client, UUID(key)):
            if monotonic() - started >= self._turn_seconds:
                async with runtime.database.unit([client], actor="system:timer") as unit:
                    await set_timer(unit, client, service.REPLAYING, key, unit.clock.now())
                return

    async def forget(self, runtime: Runtime, client: UUID, key: str) -> None:
        """Forget one replay. Twice is harmless: what is gone is gone."""
        async with runtime.database.unit([client], actor="system:timer") as unit:
            await service.forget_replay(unit, client, UUID(key))

    async def _carry_on(self, runtime: Runtime, client: UUID, replay: UUID) -> bool:
        async with runtime.database.unit([client], actor="system:timer") as unit:
            page = await service.begin_page(unit, client, replay)
        if page is None:
            return False
        read = await self._read(runtime, client, page) if page.model != "as_assessed" else None
        async with runtime.database.unit([client], actor="system:timer") as unit:
            return await service.take_page(unit, client, page, read)

    async def _read(self, runtime: Runtime, client: UUID, page: Page) -> Mapping[UUID, Read]:
        """Have the texts of a page read by the model as it is now, with what stands above each."""
        items = [
            item for item in await look_up_items(runtime, client, page.readable) if item.deleted_at is None
        ]
        async with runtime.database.unit([client], actor="system:timer") as unit:
            messages = await read_messages(unit, client, items)
            layer = await find_layer(unit, client) if page.model == "own" else None
        found = await self._reader.assess(messages, layer)
        return {
            item.id: Read(item.version, one.labels, one.model)
            for item, one in zip(items, found, strict=True)
            if one.labels
        }
