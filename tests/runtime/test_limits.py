"""A bucket lets a burst through, then the rate, and says when to come back."""

import asyncio

import pytest

from services.runtime.limits import RateLimit, Turns
from services.runtime.problems import TooMany


class TestTake:
    def test_after_the_burst_it_says_when_to_come_back(self) -> None:
        limit = RateLimit(rate=0.5, burst=3)
        for _ in range(3):
            limit.take("key:a")
        with pytest.raises(TooMany) as refused:
            limit.take("key:a")
        assert refused.value.retry_after_seconds == 2

    def test_one_caller_does_not_use_up_anothers_share(self) -> None:
        limit = RateLimit(rate=0.1, burst=1)
        limit.take("key:a")
        limit.take("key:b")
        with pytest.raises(TooMany):
            limit.take("key:a")


class TestTurns:
    async def test_one_callers_line_is_bounded_and_does_not_hold_up_another(self) -> None:
        turns = Turns(at_once=1, waiting=1)
        order: list[str] = []

        async def work(name: str, let_go: asyncio.Event) -> None:
            async with turns.take(name):
                order.append(name)
                await let_go.wait()

        let_go, done = asyncio.Event(), asyncio.Event()
        done.set()
        first, second = (asyncio.create_task(work("key:a", let_go)) for _ in range(2))
        await asyncio.sleep(0)
        with pytest.raises(TooMany) as refused:
            await work("key:a", done)
        await work("key:b", done)
        assert (order, refused.value.retry_after_seconds) == (["key:a", "key:b"], 1)
        let_go.set()
        await asyncio.gather(first, second)
        await work("key:a", done)
        assert order == ["key:a", "key:b", "key:a", "key:a"]
