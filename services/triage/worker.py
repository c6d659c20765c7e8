"""Composition root of triage's jobs."""

from services.runtime.worker import WorkerSpec, run_worker
from services.triage.settings import TriageSettings


def worker_spec(settings: TriageSettings | None = None) -> WorkerSpec:
    return WorkerSpec(settings=settings or TriageSettings())


async def main() -> None:
    await run_worker(worker_spec())
