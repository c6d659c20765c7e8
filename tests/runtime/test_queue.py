"""The queue: bells coalesce, are answered by a worker, and nothing but JSON of a known form is run."""

import asyncio
import os
import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from prometheus_client import REGISTRY

from services.runtime.context import Runtime
from services.runtime.ending import end_tasks
from services.runtime.ids import new_id
from services.runtime.queue import FollowJob, Handlers, TimerJob, answer_bells, read_json
from tests.waiting import eventually


@dataclass
class Porter:
    """Answers bells and notes which."""

    answered: list[FollowJob | TimerJob] = field(default_factory=list)

    async def answer(self, job: FollowJob | TimerJob) -> None:
        self.answered.append(job)


@asynccontextmanager
async def at_the_door(runtime: Runtime) -> AsyncIterator[Porter]:
    porter = Porter()
    handlers: Handlers = {FollowJob: porter.answer, TimerJob: porter.answer}
    task = asyncio.create_task(answer_bells(runtime.settings.redis_url, "reporting", handlers))
    try:
        yield porter
    finally:
        await end_tasks([task])


class Trap:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        return os.open, (self.path, os.O_CREAT)


async def is_empty(runtime: Runtime) -> bool:
    return await runtime.queue.length("reporting") == 0


@pytest.fixture(autouse=True)
async def _empty_queue(runtime: Runtime) -> None:
    await runtime.redis.flushdb()


class TestRing:
    async def test_bells_of_one_moment_are_answered_once(self, runtime: Runtime, bank: UUID) -> None:
        moment = runtime.clock.now()
        for _ in range(20):
            await runtime.queue.ring_follower("reporting", "triage", bank, at=moment)
        assert await runtime.queue.length("reporting") == 1
        async with at_the_door(runtime) as porter:
            await eventually(lambda: porter.answered == [FollowJob(source="triage", client=bank)])

    async def test_a_bell_while_one_is_being_answered_is_not_lost(self, runtime: Runtime, bank: UUID) -> None:
        await runtime.queue.ring_follower("reporting", "triage", bank)
        async with at_the_door(runtime) as porter:
            await eventually(lambda: len(porter.answered) == 1)
            await runtime.queue.ring_follower("reporting", "triage", bank)
            await eventually(lambda: len(porter.answered) == 2)

    async def test_without_redis_a_bell_is_lost_in_peace(self, runtime: Runtime, bank: UUID) -> None:
        from services.runtime.queue import Queue, open_redis

        lost = REGISTRY.get_sample_value("palabre_bells_lost_total") or 0
        nowhere = open_redis("redis://127.0.0.1:1/0")
        await Queue(nowhere).ring_follower("reporting", "triage", bank)
        await nowhere.connection_pool.disconnect()
        assert await runtime.queue.length("reporting") == 0
        assert REGISTRY.get_sample_value("palabre_bells_lost_total") == lost + 1


class TestSafety:
    async def test_a_pickle_in_the_queue_is_refused_and_never_loaded(
        self, runtime: Runtime, bank: UUID, tmp_path: os.PathLike[str]
    ) -> None:
        loaded = os.path.join(tmp_path, "loaded")  # noqa: PTH118 a plain string goes into the pickle
        trap = pickle.dumps({"f": "follow", "a": (Trap(loaded),), "k": {}, "t": 1, "et": 1})
        await runtime.redis.set("arq:job:trap", trap)
        await runtime.redis.zadd("palabre:reporting", {"trap": 1})
        await runtime.queue.ring_follower("reporting", "triage", bank)
        async with at_the_door(runtime) as porter:
            await eventually(lambda: len(porter.answered) == 1)
            # A job leaves the queue a moment after its answer: the worker takes it out when the handler has ended.
            await eventually(lambda: is_empty(runtime))
        assert not os.path.exists(loaded)  # noqa: ASYNC240, PTH110 one look at the end

    @pytest.mark.parametrize(
        "payload",
        [{"source": "nobody", "client": str(new_id())}, {"client": "x"}, {"source": "triage", "evil": 1}, {}],
    )
    async def test_a_job_of_another_form_is_refused(
        self, runtime: Runtime, bank: UUID, payload: dict[str, str]
    ) -> None:
        await runtime.redis.enqueue_job("follow", payload, _queue_name="palabre:reporting")  # type: ignore[attr-defined]  # the pool is arq's
        async with at_the_door(runtime) as porter:
            await runtime.queue.ring_timer(
                "reporting", TimerJob(client=bank, kind="k", key="v"), runtime.clock.now()
            )
            await eventually(lambda: [type(job) for job in porter.answered] == [TimerJob])

    @pytest.mark.parametrize("raw", [b"\x80\x04.", b"[]", b"", b"nul"])
    def test_only_objects_in_json_are_read(self, raw: bytes) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 json's own messages differ
            read_json(raw)
