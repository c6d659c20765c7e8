"""Composition root of ingest's jobs: pulls and actions, through one door to the outside."""

from collections.abc import Mapping

from services.ingest.actions.jobs import action_timers
from services.ingest.networks.adapter import Adapter
from services.ingest.networks.registry import adapters
from services.ingest.settings import IngestSettings
from services.ingest.syncs.jobs import sync_timers
from services.runtime.http import AllowedPlaces, OutgoingHTTP
from services.runtime.worker import WorkerSpec, run_worker


def worker_spec(settings: IngestSettings, speaking: Mapping[str, Adapter]) -> WorkerSpec:
    return WorkerSpec(settings=settings, timers={**sync_timers(speaking), **action_timers(speaking)})


async def main() -> None:
    settings = IngestSettings()
    async with OutgoingHTTP(allowed=AllowedPlaces.parse(settings.allowed_private)) as http:
        await run_worker(worker_spec(settings, adapters(http)))
