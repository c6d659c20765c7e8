"""Announces what was committed: rings the followers and tells the open pages, while nobody waits for it."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

from redis.asyncio import Redis

from services.contracts.topology import FOLLOWERS, ServiceName
from services.runtime.events.log import Happening
from services.runtime.live import IDS_PER_EVENT, publish
from services.runtime.queue import Queue, fifth_of

# A busy client is announced this often, a quiet one at once: a ring is up to three jobs in Redis, too many for
# each of several hundred batches a second.
PAUSE_SECONDS = 0.05


class Bell:
    """An answer leaves right after its commit, also when Redis is slow or away.

    What is announced of one client while its bell is being rung is announced together a moment later, so there
    is always a ring after a commit.
    """

    def __init__(self, service: ServiceName, queue: Queue, redis: Redis) -> None:
        self._service = service
        self._queue = queue
        self._redis = redis
        self._waiting: dict[UUID, dict[str, list[UUID]]] = {}
        self._ringing: dict[UUID, asyncio.Task[None]] = {}
        self._rung: dict[UUID, int] = {}
        self._is_closing = asyncio.Event()

    async def announce(self, client: UUID, happenings: Sequence[Happening]) -> None:
        topics = self._waiting.setdefault(client, defaultdict(list))
        for happening in happenings:
            topics[happening.topic] += happening.keys[:IDS_PER_EVENT]
        if client not in self._ringing:
            self._ringing[client] = asyncio.create_task(self._ring_for(client))

    async def finish(self) -> None:
        """Let what is being announced be heard; each part of it gives up by itself after a second."""
        self._is_closing.set()
        await asyncio.gather(*self._ringing.values())

    async def _ring_for(self, client: UUID) -> None:
        try:
            while topics := self._waiting.pop(client, None):
                await self._ring(client, topics)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._is_closing.wait(), PAUSE_SECONDS)
        finally:
            del self._ringing[client]

    async def _ring(self, client: UUID, topics: dict[str, list[UUID]]) -> None:
        await asyncio.gather(
            self._ring_followers(client),
            *(publish(self._redis, client, topic, keys) for topic, keys in topics.items()),
        )

    async def _ring_followers(self, client: UUID) -> None:
        """Ring once in a fifth of a second: until it has ended, the jobs that were rung for have not begun."""
        fifth = fifth_of(datetime.now(UTC))
        if self._rung.get(client) == fifth:
            return
        heard = await asyncio.gather(
            *(
                self._queue.ring_follower(follower, self._service, client)
                for follower in FOLLOWERS[self._service]
            )
        )
        if all(heard):
            self._rung[client] = fifth
