"""Does what the workers do, for one client at a time and without waiting: logs taken in, timers rung when due."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from infra.demo.stage.house import Stage
from services.contracts.topology import ServiceName
from services.runtime.events.follow import Follower, follow
from services.runtime.events.sweep import read_cursors
from services.runtime.queue import TimerJob
from services.runtime.worker import handle_timer

# Far more than the longest chain of causes: who is not done then goes round in a circle.
MOST_ROUNDS = 100


class StuckError(RuntimeError):
    """What is due does not get done."""


class Work:
    """Remembers how far each log was taken in, so that what stands still costs nothing."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._taken: dict[tuple[ServiceName, ServiceName, UUID], int] = {}

    async def done(self, client: UUID, *, by: Iterable[ServiceName]) -> None:
        """Return when nothing is due for a client and these services have taken in every log they follow."""
        services = tuple(by)
        for _ in range(MOST_ROUNDS):
            has_rung = await self._ring_due(client)
            has_read = await self._follow(client, services)
            if not (has_rung or has_read):
                return
        raise StuckError(f"Something of {client} is due again and again.")

    async def next_due(self, client: UUID, kinds: tuple[str, ...], until: datetime) -> datetime | None:
        """When the first timer is due whose kind begins with one of these."""
        found = [
            timer.due_at
            for name in self._stage.specs
            for timer in await self._stage.runtimes[name].watch.due(until)
            if timer.client_id == client and timer.kind.startswith(kinds)
        ]
        return min(found, default=None)

    async def _ring_due(self, client: UUID) -> bool:
        rung = False
        for name, spec in self._stage.specs.items():
            if not spec.timers:
                continue
            runtime = self._stage.runtimes[name]
            for timer in await runtime.watch.due(self._stage.clock.now()):
                if timer.client_id == client:
                    job = TimerJob(
                        client=client, kind=timer.kind, key=timer.key, correlation=timer.correlation
                    )
                    await handle_timer(runtime, spec.timers, job)
                    rung = True
        return rung

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
