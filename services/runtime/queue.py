"""The job queue: the only module that knows arq.

A job is a bell and says which client to look at; the database says what there is to do. Three kinds exist:
`follow` (read a source's next page), `timer` (one is due) and `retry` (an event that was set aside).
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from arq.connections import ArqRedis
from arq.worker import Worker, func
from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from services.contracts.topology import ServiceName
from services.runtime.telemetry import BELLS_LOST

log = structlog.get_logger()

BELL_SECONDS = 0.2
TIMER_BELL_SECONDS = 10
RING_TIMEOUT_SECONDS = 1.0
JOB_TIMEOUT_SECONDS = 60
# What a job does must give up before the queue ends the job, or nobody would count the failure.
PATIENCE_SECONDS = JOB_TIMEOUT_SECONDS - 10.0
POLL_SECONDS = 0.05


class FollowJob(BaseModel):
    """Look at client C of source S."""

    model_config = ConfigDict(extra="forbid")
    source: ServiceName
    client: UUID


class TimerJob(BaseModel):
    """A timer of a client is due; it goes on under the correlation id of who set it."""

    model_config = ConfigDict(extra="forbid")
    client: UUID
    kind: str
    key: str
    correlation: str = ""


class RetryJob(BaseModel):
    """A person wants what was set aside to be tried again."""

    model_config = ConfigDict(extra="forbid")
    client: UUID
    entry: UUID


Job = FollowJob | TimerJob | RetryJob
_NAMES: dict[type[Job], str] = {FollowJob: "follow", TimerJob: "timer", RetryJob: "retry"}


def write_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, default=str).encode()


def read_json(raw: bytes) -> dict[str, Any]:
    """Raises ValueError for anything but JSON, so a pickle in the queue is refused and never loaded."""
    loaded = json.loads(raw)
    if not isinstance(loaded, dict):
        raise ValueError("a job must be an object")
    return loaded


def fifth_of(moment: datetime) -> int:
    """Number the fifths of a second; the bells of one are one job, which starts when it has ended."""
    return int(moment.timestamp() / BELL_SECONDS)


def _queue_name(service: ServiceName) -> str:
    return f"palabre:{service}"


class Queue:
    """Rings bells. A bell that Redis cannot take is lost without harm: the sweeper rings again."""

    def __init__(self, redis: ArqRedis) -> None:
        self._redis = redis

    async def ring_follower(
        self, follower: ServiceName, source: ServiceName, client: UUID, *, at: datetime | None = None
    ) -> bool:
        """Ask a follower to read a source's log for a client, at once or at a time; False when Redis did not hear.

        Bells of one fifth of a second share an id and so coalesce; the job starts when that fifth has ended,
        so none is lost to a job that is already reading.
        """
        fifth = fifth_of(at or datetime.now(UTC))
        starts = datetime.fromtimestamp((fifth + 1) * BELL_SECONDS, UTC)
        return await self._ring(
            follower, FollowJob(source=source, client=client), f"{follower}:{source}:{client}:{fifth}", starts
        )

    async def ring_next_page(
        self, follower: ServiceName, source: ServiceName, client: UUID, after: int
    ) -> None:
        """Ask a follower to go on after a seq, behind the clients that wait already.

        It does not wait for the end of a fifth of a second, since no other bell asks for the same page.
        """
        job_id = f"{follower}:{source}:{client}:after:{after}"
        await self._ring(follower, FollowJob(source=source, client=client), job_id, None)

    async def ring_timer(self, service: ServiceName, job: TimerJob, due_at: datetime) -> None:
        # A killed worker leaves its job's id blocked for over a minute; after a while the bell has another name.
        again = int(datetime.now(UTC).timestamp() / TIMER_BELL_SECONDS)
        job_id = f"{service}:timer:{job.client}:{job.kind}:{job.key}:{due_at.timestamp():.3f}:{again}"
        await self._ring(service, job, job_id, None)

    async def ring_retry(self, service: ServiceName, client: UUID, entry: UUID) -> None:
        await self._ring(service, RetryJob(client=client, entry=entry), f"{service}:retry:{entry}", None)

    async def length(self, service: ServiceName) -> int:
        return int(await self._redis.zcard(_queue_name(service)))

    async def _ring(self, service: ServiceName, job: Job, job_id: str, starts: datetime | None) -> bool:
        try:
            async with asyncio.timeout(RING_TIMEOUT_SECONDS):
                await self._redis.enqueue_job(
                    _NAMES[type(job)],
                    job.model_dump(mode="json"),
                    _job_id=job_id,
                    _queue_name=_queue_name(service),
                    _defer_until=starts,
                    _expires=timedelta(days=7),
                )
        except (RedisError, OSError, TimeoutError) as error:
            BELLS_LOST.inc()
            log.warning("bell.lost", service=service, job=_NAMES[type(job)], error=type(error).__name__)
            return False
        return True


Handlers = dict[type[Job], Callable[[Any], Awaitable[None]]]


async def answer_bells(
    redis_url: str, service: ServiceName, handlers: Handlers, *, max_jobs: int = 10
) -> None:
    """Answer a service's bells until cancelled, with JSON both ways and no results kept.

    Raises RedisError or OSError when Redis is away. Jobs that run at the end are cancelled: their units of work
    roll back, and the sweeper rings for them again.
    """
    redis = open_redis(redis_url)
    worker = Worker(
        functions=[
            func(_guarded(kind, handler), name=_NAMES[kind], max_tries=1, keep_result=0)
            for kind, handler in handlers.items()
        ],
        queue_name=_queue_name(service),
        redis_pool=redis,
        job_serializer=write_json,
        job_deserializer=read_json,
        poll_delay=POLL_SECONDS,
        keep_result=0,
        max_jobs=max_jobs,
        job_timeout=JOB_TIMEOUT_SECONDS,
        handle_signals=False,
        health_check_interval=3600,
    )
    try:
        await worker.async_run()
    finally:
        for task in worker.tasks.values():
            task.cancel()
        await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
        await redis.connection_pool.disconnect()


def _guarded(kind: type[Job], handler: Callable[[Any], Awaitable[None]]) -> Any:
    async def run(_context: dict[str, Any], payload: dict[str, Any]) -> None:
        try:
            job = kind.model_validate(payload)
        except ValidationError as error:
            log.warning("job.refused", job=_NAMES[kind], errors=error.error_count())
            return
        await handler(job)

    return run


def open_redis(redis_url: str) -> ArqRedis:
    """Return a pool that connects when first used, so a dead Redis stops nobody from starting."""
    pool = ConnectionPool.from_url(redis_url, socket_timeout=5, socket_connect_timeout=1)
    return ArqRedis(pool, job_serializer=write_json, job_deserializer=read_json)
