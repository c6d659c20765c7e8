"""Waiting for a condition with a bound, instead of sleeping and hoping."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable


async def eventually(
    condition: Callable[[], bool | Awaitable[bool]], *, seconds: float = 10, every: float = 0.02
) -> None:
    """Return as soon as the condition holds; fail, naming it, when it does not within `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        holds = await answer if inspect.isawaitable(answer) else answer
        if holds:
            return
        assert time.monotonic() < deadline, f"not within {seconds} s: {inspect.getsource(condition).strip()}"
        await asyncio.sleep(every)
