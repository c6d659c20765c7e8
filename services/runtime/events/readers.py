"""One reader at a time for a client's log of one source, within a process.

The cursor's row lets only one of two readers through, but both would have fetched and scored the same page: while
a page took longer than a fifth of a second, ten of them did, and the worker spent its time on what it threw away.
"""

from collections.abc import Awaitable, Callable
from uuid import UUID

from services.contracts.topology import ServiceName

Log = tuple[ServiceName, UUID]


class Readers:
    """Remembers which logs are being read, and which of them were rung for meanwhile."""

    def __init__(self) -> None:
        self._reading: set[Log] = set()
        self._rung: set[Log] = set()

    async def read(
        self,
        source: ServiceName,
        client: UUID,
        read: Callable[[], Awaitable[None]],
        ring: Callable[[], Awaitable[object]],
    ) -> None:
        """Read unless somebody does; who comes too late is heard by `ring` when the reading has ended."""
        log = (source, client)
        if log in self._reading:
            self._rung.add(log)
            return
        self._reading.add(log)
        try:
            await read()
        finally:
            self._reading.remove(log)
            was_rung = log in self._rung
            self._rung.discard(log)
        if was_rung:
            await ring()
