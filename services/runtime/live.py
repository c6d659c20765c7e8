"""Live events: names and ids over Redis after a commit, fanned out in memory to the pages that may see them."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.runtime.telemetry import BELLS_LOST

log = structlog.get_logger()

IDS_PER_EVENT = 20
PUBLISH_TIMEOUT_SECONDS = 1.0
BACKLOG = 100
SILENCE_SECONDS = 30.0
_CHANNEL = "live:"


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """Something happened to rows of a client; the page fetches what it may see of it."""

    client: UUID
    name: str
    ids: tuple[UUID, ...]


async def publish(redis: Redis, client: UUID, name: str, ids: Sequence[UUID]) -> None:
    """Tell every web process; lost without harm when Redis is away, since pages also refetch."""
    message = json.dumps({"name": name, "ids": [str(one) for one in ids[:IDS_PER_EVENT]]})
    try:
        async with asyncio.timeout(PUBLISH_TIMEOUT_SECONDS):
            await redis.publish(f"{_CHANNEL}{client}", message)
    except (RedisError, OSError, TimeoutError) as error:
        BELLS_LOST.inc()
        log.warning("live.lost", error=type(error).__name__)


@dataclass(eq=False, slots=True)
class Listener:
    """One open page: the clients that its person may see at this moment, and what it has not read yet."""

    clients: frozenset[UUID] | None
    backlog: "asyncio.Queue[LiveEvent | None]" = field(default_factory=lambda: asyncio.Queue(BACKLOG))

    def offer(self, event: LiveEvent | None) -> None:
        """Put an event in line; a page too slow to read loses the event and refetches at its next one."""
        with contextlib.suppress(asyncio.QueueFull):
            self.backlog.put_nowait(event)


class LiveHub:
    """One subscription for a web process, fanned out to its listeners."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self.listeners: set[Listener] = set()
        self._latest: dict[UUID, int] = {}
        self.heard = 0  # How many events so far.

    @contextlib.contextmanager
    def listening(self, clients: frozenset[UUID] | None) -> Iterator[Listener]:
        listener = Listener(clients)
        self.listeners.add(listener)
        try:
            yield listener
        finally:
            self.listeners.discard(listener)

    def has_news(self, clients: frozenset[UUID] | None, since: int) -> bool:
        """Whether anything happened since so many events were heard; also where another process had counted them."""
        latest = (number for client, number in self._latest.items() if clients is None or client in clients)
        return since > self.heard or max(latest, default=0) > since

    async def run(self) -> None:
        """Read the subscription for ever; reconnects when Redis was away."""
        while True:
            try:
                async for event in self._events():
                    self._fan_out(event)
            except (RedisError, OSError) as error:
                log.warning("live.reconnecting", error=type(error).__name__)
                await asyncio.sleep(1)

    def close(self) -> None:
        """End every open page's stream, so that the process can stop at once."""
        for listener in self.listeners:
            listener.offer(None)

    def _fan_out(self, event: LiveEvent) -> None:
        self.heard += 1
        self._latest[event.client] = self.heard
        for listener in self.listeners:
            if listener.clients is None or event.client in listener.clients:
                listener.offer(event)

    async def _events(self) -> AsyncIterator[LiveEvent]:
        async with self._redis.pubsub() as subscription:
            await subscription.psubscribe(f"{_CHANNEL}*")
            while True:
                # `listen` would take a silence longer than the connection's time-out for a failure.
                message = await subscription.get_message(
                    ignore_subscribe_messages=True, timeout=SILENCE_SECONDS
                )
                event = _read(message["channel"], message["data"]) if message is not None else None
                if event is not None:
                    yield event


def _read(channel: bytes, data: bytes) -> LiveEvent | None:
    try:
        body = json.loads(data)
        return LiveEvent(
            UUID(channel.decode().removeprefix(_CHANNEL)),
            str(body["name"]),
            tuple(UUID(one) for one in body["ids"]),
        )
    except (ValueError, KeyError, TypeError):
        log.warning("live.unreadable")
        return None
