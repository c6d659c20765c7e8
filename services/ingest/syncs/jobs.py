"""What the timer of an account rings. Twice is harmless: the lease lets one worker through."""

from collections.abc import Mapping
from uuid import UUID

from services.ingest.directory.domain import SYNC_DUE
from services.ingest.networks.adapter import Adapter
from services.ingest.syncs.pulling import Puller
from services.runtime.context import Runtime
from services.runtime.timers import TimerHandler


def sync_timers(adapters: Mapping[str, Adapter]) -> dict[str, TimerHandler]:
    puller = Puller(adapters)

    async def pull(runtime: Runtime, client: UUID, key: str) -> None:
        await puller.pull(runtime, client, UUID(key))

    return {SYNC_DUE: pull}
