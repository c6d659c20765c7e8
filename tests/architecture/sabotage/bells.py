"""Switches of the queue: bells that coalesce, and jobs that are JSON and nothing else."""

import pickle
from datetime import datetime
from typing import Any

from services.contracts.topology import ServiceName
from services.runtime.ids import new_id
from services.runtime.queue import Job, Queue, read_json, write_json
from tests.architecture.sabotage.registry import swap, swap_member, switch

QUEUE = "tests/runtime/test_queue.py"


@switch({f"{QUEUE}::TestRing::test_bells_of_one_moment_are_answered_once": "assert 20 == 1"})
def every_bell_is_a_job() -> None:
    ring = Queue._ring

    async def ring_each(
        self: Queue, service: ServiceName, job: Job, _job_id: str, starts: datetime | None
    ) -> bool:
        return await ring(self, service, job, str(new_id()), starts)

    swap_member(Queue, "_ring", ring_each)


@switch(
    {
        f"{QUEUE}::TestSafety::test_a_pickle_in_the_queue_is_refused_and_never_loaded": "assert not True",
        f"{QUEUE}::TestSafety::test_only_objects_in_json_are_read[[]]": "",
    }
)
def the_queue_unpickles() -> None:
    def read(raw: bytes) -> dict[str, Any]:
        loaded: dict[str, Any] = pickle.loads(raw)  # noqa: S301 the very danger that the test looks for
        return loaded

    swap(read_json, read)
    swap(write_json, pickle.dumps)
