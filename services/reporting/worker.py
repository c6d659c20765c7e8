"""Composition root of reporting's jobs."""

from services.reporting.facts import jobs as facts
from services.reporting.settings import ReportingSettings
from services.runtime.worker import WorkerSpec, run_worker


def worker_spec(settings: ReportingSettings | None = None) -> WorkerSpec:
    return WorkerSpec(settings=settings or ReportingSettings(), followers=facts.FOLLOWERS)


async def main() -> None:
    await run_worker(worker_spec())
