"""Composition root of reply's jobs."""

from services.reply.settings import ReplySettings
from services.runtime.worker import WorkerSpec, run_worker


def worker_spec(settings: ReplySettings | None = None) -> WorkerSpec:
    return WorkerSpec(settings=settings or ReplySettings())


async def main() -> None:
    await run_worker(worker_spec())
