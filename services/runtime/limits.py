"""How much and how often: body sizes before parsing, requests per caller."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.requests import Request

from services.runtime.problems import TooLarge, TooMany

REMEMBERED = 10_000


async def read_capped(request: Request, limit: int) -> bytes:
    """Return the body's raw bytes; raises TooLarge as soon as it is seen to exceed `limit` bytes."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise TooLarge(f"A request holds at most {limit} bytes.")
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise TooLarge(f"A request holds at most {limit} bytes.")
        parts.append(part)
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a caller has left: `remaining` requests now, and all of `burst` again after `reset_seconds`."""

    burst: int
    window_seconds: int
    remaining: int
    reset_seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """The fields of draft-ietf-httpapi-ratelimit-headers, for answers and refusals alike."""
        return {
            "ratelimit-policy": f'"default";q={self.burst};w={self.window_seconds}',
            "ratelimit": f'"default";r={self.remaining};t={self.reset_seconds}',
        }


class RateLimit:
    """A token bucket per name in this process: `rate` a second, bursts up to `burst`."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, name: str) -> None:
        """Raises TooMany, saying when there is room again, when the bucket is empty; takes nothing."""
        short = 1 - self._level(name, time.monotonic())
        if short > 0:
            raise TooMany(retry_after_seconds=math.ceil(short / self._rate))

    def take(self, name: str, amount: float = 1.0) -> Allowance:
        """Return what is left; raises TooMany, saying when there is room again, when the bucket is empty."""
        now = time.monotonic()
        level = self._level(name, now)
        self._buckets.pop(name, None)
        short = min(amount, self._burst) - level
        level = level if short > 0 else level - amount
        self._buckets[name] = (level, now)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        allowance = self._allowance(level)
        if short > 0:
            raise TooMany(retry_after_seconds=math.ceil(short / self._rate), headers=allowance.headers)
        return allowance

    def _level(self, name: str, now: float) -> float:
        level, seen = self._buckets.get(name, (self._burst, now))
        return min(self._burst, level + (now - seen) * self._rate)

    def _allowance(self, level: float) -> Allowance:
        return Allowance(
            burst=math.floor(self._burst),
            window_seconds=math.ceil(self._burst / self._rate),
            remaining=max(0, math.floor(level)),
            reset_seconds=math.ceil((self._burst - level) / self._rate),
        )


@dataclass(slots=True)
class _Line:
    turn: asyncio.Semaphore
    length: int = 0


class Turns:
    """What a rate cannot bound, since one request may cost as much as a thousand others: work at the same time.

    In this process `at_once` requests of one name are worked on, `waiting` more stand in line, and further ones
    are sent away.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._at_once = at_once
        self._waiting = waiting
        self._lines: dict[str, _Line] = {}

    @asynccontextmanager
    async def take(self, name: str) -> AsyncIterator[None]:
        """Wait for a turn and hold it; raises TooMany when the line is full."""
        line = self._lines.setdefault(name, _Line(asyncio.Semaphore(self._at_once)))
        if line.length >= self._at_once + self._waiting:
            raise TooMany(retry_after_seconds=1)
        line.length += 1
        try:
            async with line.turn:
                yield
        finally:
            line.length -= 1
            if line.length == 0:
                del self._lines[name]
