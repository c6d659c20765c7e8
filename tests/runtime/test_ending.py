"""Ending is for certain, also for a task that takes its cancellation for something else."""

import asyncio

from services.runtime.ending import end_tasks


class TestEndTasks:
    async def test_one_that_swallows_its_cancellation_is_told_again(self) -> None:
        told = 0

        async def deaf() -> None:
            nonlocal told
            while told < 2:
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    told += 1

        task = asyncio.create_task(deaf())
        await asyncio.sleep(0)
        await asyncio.wait_for(end_tasks([task]), 5)
        assert (task.done(), told) == (True, 2)

    async def test_what_failed_before_is_let_go(self) -> None:
        async def fail() -> None:
            raise ValueError("on purpose")

        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        await end_tasks([task])
        assert isinstance(task.exception(), ValueError)
