"""A service's worker: answers its bells, rings its timers, sweeps for what was lost."""

import asyncio
import contextlib
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from redis.exceptions import RedisError
from sqlalchemy import select

from services.contracts.topology import ServiceName
from services.runtime.context import Runtime, open_runtime
from services.runtime.ending import end_tasks
from services.runtime.events.follow import Follower, follow, retry_set_aside
from services.runtime.events.readers import Readers
from services.runtime.events.sweep import SWEEP_SECONDS, TIMER_SECONDS, every, ring_due_timers, sweep
from services.runtime.queue import PATIENCE_SECONDS, FollowJob, Handlers, RetryJob, TimerJob, answer_bells
from services.runtime.settings import ServiceSettings
from services.runtime.telemetry import bind_correlation, configure_logging, correlation_from, reason_of
from services.runtime.timers import SET_ASIDE_SOURCE, TimerHandler, postpone, set_timer

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class WorkerSpec:
    """What a worker does: whom it follows and what its timers mean."""

    settings: ServiceSettings
    followers: tuple[Follower[Any], ...] = ()
    timers: Mapping[str, TimerHandler] = field(default_factory=dict)


async def run_worker(spec: WorkerSpec) -> None:
    """Work until SIGTERM or SIGINT; a Redis that is away is waited for."""
    configure_logging(f"{spec.settings.service} worker", spec.settings.log_level)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with open_runtime(spec.settings) as runtime, working(runtime, spec):
        await stop.wait()


@contextlib.asynccontextmanager
async def working(runtime: Runtime, spec: WorkerSpec) -> Any:
    """Run the worker's loops in the background of a block and end them with it."""
    sources: list[ServiceName] = [follower.source for follower in spec.followers]
    loops = [
        asyncio.create_task(_answer_bells(runtime, spec)),
        asyncio.create_task(every(TIMER_SECONDS, "timers", lambda: ring_due_timers(runtime))),
        asyncio.create_task(every(SWEEP_SECONDS, "sweep", lambda: sweep(runtime, sources))),
    ]
    try:
        yield
    finally:
        await end_tasks(loops)


async def _answer_bells(runtime: Runtime, spec: WorkerSpec) -> None:
    handlers = handlers_of(runtime, spec)
    while True:
        try:
            await answer_bells(runtime.settings.redis_url, runtime.service, handlers)
        except (RedisError, OSError) as error:
            log.warning("worker.reconnecting", error=type(error).__name__)
            await asyncio.sleep(1)


def handlers_of(runtime: Runtime, spec: WorkerSpec) -> Handlers:
    """Return what to do for each kind of job. A job run twice changes nothing: see each mechanism."""
    followers = {follower.source: follower for follower in spec.followers}
    readers = Readers()

    async def follow_source(job: FollowJob) -> None:
        bind_correlation(correlation_from(None))
        await readers.read(
            job.source,
            job.client,
            lambda: follow(runtime, followers[job.source], job.client),
            lambda: runtime.queue.ring_follower(runtime.service, job.source, job.client),
        )

    async def ring_timer(job: TimerJob) -> None:
        bind_correlation(correlation_from(job.correlation))
        await handle_timer(runtime, spec.timers, job)

    async def retry(job: RetryJob) -> None:
        bind_correlation(correlation_from(None))
        await _retry(runtime, followers, job)

    return {FollowJob: follow_source, TimerJob: ring_timer, RetryJob: retry}


async def handle_timer(
    runtime: Runtime,
    timers: Mapping[str, TimerHandler],
    job: TimerJob,
    *,
    patience_seconds: float = PATIENCE_SECONDS,
) -> None:
    """Run a timer's handler; when it fails or hangs, the timer is postponed and in the end set aside."""
    try:
        async with asyncio.timeout(patience_seconds):
            await timers[job.kind](runtime, job.client, job.key)
    except Exception as error:  # Whatever fails, the timer is tried again later and its reason is kept.
        log.exception("timer.failed", kind=job.kind, client=str(job.client))
        async with runtime.database.unit([job.client], actor="system:timer") as unit:
            await postpone(unit, job.client, job.kind, job.key, reason_of(error))


async def _retry(runtime: Runtime, followers: Mapping[ServiceName, Follower[Any]], job: RetryJob) -> None:
    async with runtime.database.unit([job.client], actor="system:retry") as unit:
        entry = unit.plumbing.set_aside
        found = await unit.session.execute(
            select(entry.c.source, entry.c.position).where(
                entry.c.client_id == job.client, entry.c.id == job.entry
            )
        )
        row = found.one_or_none()
        if row is None:
            return
        if row.source == SET_ASIDE_SOURCE:
            kind, _, key = row.position.partition(":")
            await set_timer(unit, job.client, kind, key, unit.clock.now())
            await unit.session.execute(
                entry.delete().where(entry.c.client_id == job.client, entry.c.id == job.entry)
            )
            return
    await retry_set_aside(runtime, followers[row.source], job.client, int(row.position))
