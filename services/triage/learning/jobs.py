"""The timer of learning: a client's layer is fitted anew beside the event loop."""

import asyncio
from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from services.runtime.context import Runtime
from services.triage.learning import service
from services.triage.learning.clients import look_up_items
from services.triage.learning.service import Begun, FitLayer
from services.triage.queue.service import read_messages
from services.triage.scoring.domain import Assessment, Message

_PAGE = 200


class Reader(Protocol):
    """A model: one assessment for each message, in order, None for what it cannot read."""

    async def read(self, messages: Sequence[Message]) -> list[Assessment | None]: ...


class Refitting:
    """Fits layers in a thread; `reader` is the general model that the process has loaded already."""

    def __init__(self, reader: Reader, fit_layer: FitLayer) -> None:
        self._reader = reader
        self._fit_layer = fit_layer

    async def refit(self, runtime: Runtime, client: UUID, key: str) -> None:
        """Fit one client's layer in the name of `key`. Twice is harmless: of two at once, one is kept.

        Nothing changes before the last transaction, so that whoever dies on the way leaves the layer that stood.
        """
        async with runtime.database.unit([client], actor="system:timer") as unit:
            begun = await service.begin(unit, client)
            if begun is None or not begun.taught:
                await service.forget_asking(unit, client, key)
                return
        read = await self._read(runtime, client, begun)
        fitted = await asyncio.to_thread(service.fit, begun, read, self._fit_layer)
        async with runtime.database.unit([client], actor="system:timer") as unit:
            await service.end(unit, client, begun, fitted, key)

    async def _read(
        self, runtime: Runtime, client: UUID, begun: Begun
    ) -> dict[UUID, tuple[Message, Assessment]]:
        """The messages as they stand, and what the general model says of each."""
        read: dict[UUID, tuple[Message, Assessment]] = {}
        for start in range(0, len(begun.items), _PAGE):
            found = await look_up_items(runtime, client, begun.items[start : start + _PAGE])
            items = [item for item in found if item.deleted_at is None]
            async with runtime.database.unit([client], actor="system:timer") as unit:
                messages = await read_messages(unit, client, items)
            assessed = await self._reader.read(messages)
            for item, message, one in zip(items, messages, assessed, strict=True):
                if one is not None:
                    read[item.id] = (message, one)
        return read
