"""What the timers of actions ring. Twice is harmless: each looks at the row's state first."""

from collections.abc import Mapping
from uuid import UUID

from services.ingest.actions.domain import LEASE_ENDED, LOOK, PERFORM
from services.ingest.actions.performing import Performer
from services.ingest.networks.adapter import Adapter
from services.runtime.context import Runtime
from services.runtime.timers import TimerHandler


def action_timers(adapters: Mapping[str, Adapter]) -> dict[str, TimerHandler]:
    performer = Performer(adapters)

    async def perform(runtime: Runtime, client: UUID, key: str) -> None:
        await performer.perform(runtime, client, UUID(key))

    async def end_lease(runtime: Runtime, client: UUID, key: str) -> None:
        await performer.end_lease(runtime, client, UUID(key))

    async def look(runtime: Runtime, client: UUID, key: str) -> None:
        await performer.look(runtime, client, UUID(key))

    return {PERFORM: perform, LEASE_ENDED: end_lease, LOOK: look}
