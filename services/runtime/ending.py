"""Ending tasks for certain: a client that reconnects may swallow a cancellation, so it is said again."""

import asyncio
from collections.abc import Collection
from typing import Any

SAID_AGAIN_SECONDS = 0.5


async def end_tasks(tasks: Collection["asyncio.Task[Any]"]) -> None:
    """Cancel tasks until each has ended; what they raise at their end is let go."""
    running = set(tasks)
    while running:
        for task in running:
            task.cancel()
        ended, running = await asyncio.wait(running, timeout=SAID_AGAIN_SECONDS)
        await asyncio.gather(*ended, return_exceptions=True)
