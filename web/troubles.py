"""What needs a person, over all services: entries set aside, and actions of which nobody knows the end."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from services.contracts.events import LIST_SET_ASIDE, SetAside
from services.contracts.ingest import LIST_ACTIONS, Action, ActionQuery
from services.contracts.topology import SERVICES, ServiceName
from services.runtime.problems import Problem
from web.seat import Seat

COUNTED_EVERY_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Troubles:
    """`silent` are the services that did not answer, with the code of their problem."""

    set_aside: tuple[tuple[ServiceName, SetAside], ...]
    unknown: tuple[Action, ...]
    silent: dict[ServiceName, str]

    @property
    def count(self) -> int:
        return len(self.set_aside) + len(self.unknown) + len(self.silent)


async def find_troubles(seat: Seat) -> Troubles:
    """Ask every service at once; one that is away is itself a trouble."""
    lists, unknown = await asyncio.gather(
        asyncio.gather(*(_set_aside(seat, service) for service in SERVICES)), _unknown(seat)
    )
    entries = [(service, entry) for service, found in lists if isinstance(found, list) for entry in found]
    silent = {service: found for service, found in lists if isinstance(found, str)}
    entries.sort(key=lambda pair: pair[1].at, reverse=True)
    return Troubles(tuple(entries), tuple(unknown), silent)


async def _set_aside(seat: Seat, service: ServiceName) -> tuple[ServiceName, list[SetAside] | str]:
    try:
        return service, (await seat.ask(LIST_SET_ASIDE[service])).items
    except Problem as problem:
        return service, problem.code


async def _unknown(seat: Seat) -> list[Action]:
    try:
        return (await seat.ask(LIST_ACTIONS, query=ActionQuery(needs_person=True, limit=50))).items
    except Problem:
        return []  # Ingest's silence is told by its list of entries.


class TroubleCount:
    """The number in the administrators' rail, counted anew at most every 15 s for the whole process.

    All administrators see every client, so one count is everybody's.
    """

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._counted = float("-inf")
        self._count = 0

    async def for_(self, seat: Seat) -> int:
        if not seat.person.is_administrator:
            return 0
        if self._now() - self._counted >= COUNTED_EVERY_SECONDS:
            self._counted = self._now()
            self._count = (await find_troubles(seat)).count
        return self._count

    def forget(self) -> None:
        """Count again next time: somebody just dealt with one."""
        self._counted = float("-inf")
