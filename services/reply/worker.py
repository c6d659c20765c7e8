"""Composition root of reply's jobs."""

from services.reply.replies import jobs as replies
from services.reply.settings import ReplySettings
from services.runtime.worker import WorkerSpec, run_worker


def worker_spec(settings: ReplySettings | None = None) -> WorkerSpec:
    return WorkerSpec(
        settings=settings or ReplySettings(), followers=(replies.FOLLOWER,), timers=replies.TIMERS
    )


async def main() -> None:
    await run_worker(worker_spec())
