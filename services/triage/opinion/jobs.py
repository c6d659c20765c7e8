"""The timer that asks: words as the scorer reads them, counted in one unit, asked without any, settled in another."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from services.runtime.context import Runtime
from services.runtime.http import AllowedPlaces, OutgoingHTTP
from services.triage.opinion import service
from services.triage.opinion.clients import Endpoint, ask, look_up_items
from services.triage.opinion.domain.masking import Finder
from services.triage.queue.service import read_messages
from services.triage.settings import TriageSettings


class Asking:
    """Asks for all clients of a process, so many calls at once and no more.

    A timer that finds no call free ends at once and is rung again: to wait would hold one of the worker's few
    places, which the queue needs.
    """

    def __init__(self, settings: TriageSettings, find: Finder) -> None:
        self._endpoint = Endpoint.of(settings)
        self._allowed = AllowedPlaces.parse(settings.allowed_private)
        self._find = find
        self._free = settings.opinion_at_once

    async def ask(self, runtime: Runtime, client: UUID, _key: str) -> None:
        """Ask about the oldest messages of one client that wait. Twice is harmless: each call is counted first."""
        taken, self._free = self._free, 0
        if not taken:
            return
        try:
            async with runtime.database.unit([client], actor="system:opinion") as unit:
                waiting = await service.list_waiting(unit, client, taken)
            words = await _read(runtime, client, waiting)
            async with runtime.database.unit([client], actor="system:opinion") as unit:
                calls = await service.begin(unit, client, self._endpoint, self._find, words)
            self._free += taken - len(calls)
            taken = len(calls)
            await self._carry_out(runtime, client, calls)
        finally:
            self._free += taken

    async def _carry_out(self, runtime: Runtime, client: UUID, calls: Sequence[service.Call]) -> None:
        if self._endpoint is None or not calls:
            return
        async with OutgoingHTTP(allowed=self._allowed) as http:
            carried = [self._carry(runtime, client, self._endpoint, http, call) for call in calls]
            # What fails must not cut the others off: they are paid for.
            for failed in filter(None, await asyncio.gather(*carried, return_exceptions=True)):
                raise failed

    async def _carry(
        self, runtime: Runtime, client: UUID, endpoint: Endpoint, http: OutgoingHTTP, call: service.Call
    ) -> None:
        heard = await ask(http, endpoint, call.question)
        async with runtime.database.unit([client], actor="system:opinion") as unit:
            await service.finish(unit, client, endpoint, call, heard)


async def _read(runtime: Runtime, client: UUID, ids: Sequence[UUID]) -> dict[UUID, service.Worded | None]:
    """The messages as they stand, each as the scorer reads it; None for what is gone."""
    if not ids:
        return {}
    items = [item for item in await look_up_items(runtime, client, ids) if item.deleted_at is None]
    async with runtime.database.unit([client], actor="system:opinion") as unit:
        messages = await read_messages(unit, client, items)
    read: dict[UUID, service.Worded | None] = dict.fromkeys(ids)
    for item, message in zip(items, messages, strict=True):
        read[item.id] = service.Worded(item.version, message, item.author_name)
    return read
