"""Does what the workers do, for one client at a time and without waiting: logs taken in, timers rung when due."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from infra.demo.stage.house import Stage
from services.contracts.topology import ServiceName
from services.runtime.db.watch import DueTimer
from services.runtime.events.follow import Follower, follow
from services.runtime.events.sweep import read_cursors
from services.runtime.queue import TimerJob
from services.runtime.worker import handle_timer

# Far more than the longest chain of causes: who is not done then goes round in a circle.
MOST_ROUNDS = 100
PATIENCE = timedelta(minutes=30)


class StuckError(RuntimeError):
    """What is due does not get done."""


class Work:
    """Remembers how far each log was taken in, so that what stands still costs nothing."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._taken: dict[tuple[ServiceName, ServiceName, UUID], int] = {}

    async def ring_due(self, client: UUID, kinds: tuple[str, ...]) -> None:
        """Ring every timer that is due by now and whose kind begins with one of these, each once."""
        for name, timer in await self._timers(client, kinds, self._stage.clock.now()):
            await self._ring(name, timer)

    async def read_logs(self, client: UUID, services: Iterable[ServiceName]) -> None:
        """Return when these services have taken in every log that they follow."""
        services = tuple(services)
        for _ in range(MOST_ROUNDS):
            if not await self._follow(client, services):
                return
        raise StuckError(f"The logs of {client} do not come to an end.")

    async def see_through(self, client: UUID, kinds: tuple[str, ...]) -> bool:
        """Let the time pass for which timers of these kinds wait, until none is left; False when none was.

        Only what is due within half an hour is waited for.
        """
        deadline = self._stage.clock.now() + PATIENCE
        for rounds in range(MOST_ROUNDS):
            timers = await self._timers(client, kinds, deadline)
            if not timers:
                return rounds > 0
            name, timer = timers[0]
            self._stage.clock.go_on_to(timer.due_at)
            await self._ring(name, timer)
        raise StuckError(f"Something of {client} is due again and again.")

    async def _timers(
        self, client: UUID, kinds: tuple[str, ...], until: datetime
    ) -> list[tuple[ServiceName, DueTimer]]:
        """The earliest first."""
        found = [
            (name, timer)
            for name, spec in self._stage.specs.items()
            if any(kind.startswith(kinds) for kind in spec.timers)
            for timer in await self._stage.runtimes[name].watch.due(until)
            if timer.client_id == client and timer.kind.startswith(kinds)
        ]
        return sorted(found, key=lambda one: one[1].due_at)

    async def _ring(self, name: ServiceName, timer: DueTimer) -> None:
        job = TimerJob(client=timer.client_id, kind=timer.kind, key=timer.key, correlation=timer.correlation)
        await handle_timer(self._stage.runtimes[name], self._stage.specs[name].timers, job)

    async def _follow(self, client: UUID, services: tuple[ServiceName, ...]) -> bool:
        heads: dict[ServiceName, int] = {}
        has_read = False
        for name in services:
            for follower in self._stage.specs[name].followers:
                source = follower.source
                if source not in heads:
                    heads[source] = (await self._stage.runtimes[source].watch.heads()).get(client, 0)
                if self._taken.get((name, source, client), 0) < heads[source]:
                    has_read |= await self._read(name, follower, client)
        return has_read

    async def _read(self, name: ServiceName, follower: Follower, client: UUID) -> bool:  # type: ignore[type-arg] # what it prepares is its own
        runtime, key = self._stage.runtimes[name], (name, follower.source, client)
        before = self._taken.get(key, 0)
        await follow(runtime, follower, client)
        self._taken[key] = (await read_cursors(runtime, follower.source, [client])).get(client, 0)
        return self._taken[key] > before
