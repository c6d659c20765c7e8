"""When a live hub hears: channels know no database numbers, so the server's count of subscriptions is no answer."""

from redis.asyncio import Redis

from services.runtime.ids import new_id
from services.runtime.live import LiveHub, publish
from tests.waiting import eventually


async def subscribed(hub: LiveHub, redis: Redis) -> None:
    """Wait until this hub's own subscription stands: it hears of a client that nobody else knows."""
    client = new_id()
    with hub.listening(frozenset({client})) as ear:

        async def is_heard() -> bool:
            await publish(redis, client, "probe", [])
            return not ear.backlog.empty()

        await eventually(is_heard)
