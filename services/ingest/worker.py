"""Composition root of ingest's jobs."""

from services.ingest.settings import IngestSettings
from services.runtime.worker import WorkerSpec, run_worker


def worker_spec(settings: IngestSettings | None = None) -> WorkerSpec:
    return WorkerSpec(settings=settings or IngestSettings())


async def main() -> None:
    await run_worker(worker_spec())
