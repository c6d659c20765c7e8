"""Live events reach the pages that may see them, and end with the process."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from services.runtime.context import Runtime
from services.runtime.ending import end_tasks
from services.runtime.ids import new_id
from services.runtime.live import IDS_PER_EVENT, LiveHub
from tests.live import subscribed


@pytest.fixture
async def hub(runtime: Runtime) -> AsyncIterator[LiveHub]:
    hub = LiveHub(runtime.redis)
    task = asyncio.create_task(hub.run())
    await subscribed(hub, runtime.redis)
    yield hub
    await end_tasks([task])


class TestListening:
    async def test_what_was_committed_reaches_who_may_see_it(
        self, runtime: Runtime, hub: LiveHub, bank: UUID, newspaper: UUID
    ) -> None:
        keys = [new_id() for _ in range(30)]
        with hub.listening(frozenset({bank})) as nadia, hub.listening(frozenset({newspaper})) as outsider:
            async with runtime.database.unit([bank], actor="test") as unit:
                unit.happened(bank, "thing.done", keys)
            event = await asyncio.wait_for(nadia.backlog.get(), 5)
            assert event is not None
            assert (event.client, event.name, list(event.ids)) == (bank, "thing.done", keys[:IDS_PER_EVENT])
            assert outsider.backlog.empty()

    async def test_what_was_rolled_back_is_not_told(self, runtime: Runtime, hub: LiveHub, bank: UUID) -> None:
        # Channels know no database numbers, so what other workers of the run publish is heard here too.
        with hub.listening(frozenset({bank})) as everyone:
            with pytest.raises(ValueError, match="on purpose"):
                async with runtime.database.unit([bank], actor="test") as unit:
                    unit.happened(bank, "thing.lost", [new_id()])
                    raise ValueError("on purpose")
            async with runtime.database.unit([bank], actor="test") as unit:
                unit.happened(bank, "thing.done", [new_id()])
            event = await asyncio.wait_for(everyone.backlog.get(), 5)
            assert event is not None
            assert event.name == "thing.done"

    async def test_noise_on_the_channel_is_passed_over(
        self, runtime: Runtime, hub: LiveHub, bank: UUID
    ) -> None:
        with hub.listening(frozenset({bank})) as everyone:
            for noise in ("{", "[]", '{"name": 1}', '{"name": "a", "ids": ["x"]}'):
                await runtime.redis.publish(f"live:{bank}", noise)
            await runtime.redis.publish("live:nobody", '{"name": "a", "ids": []}')
            await runtime.redis.publish(f"live:{bank}", '{"name": "heard", "ids": []}')
            event = await asyncio.wait_for(everyone.backlog.get(), 5)
            assert event is not None
            assert event.name == "heard"

    async def test_closing_ends_every_page(self, hub: LiveHub) -> None:
        with hub.listening(None) as page:
            hub.close()
            assert page.backlog.get_nowait() is None


class TestNews:
    async def test_is_what_was_heard_since_of_clients_that_one_may_see(
        self, runtime: Runtime, hub: LiveHub, bank: UUID, newspaper: UUID
    ) -> None:
        before = hub.heard
        with hub.listening(frozenset({bank})) as nadia:
            async with runtime.database.unit([bank], actor="test") as unit:
                unit.happened(bank, "thing.done", [new_id()])
            assert await asyncio.wait_for(nadia.backlog.get(), 5)
        assert hub.has_news(frozenset({bank}), before)
        assert hub.has_news(None, before)
        assert not hub.has_news(frozenset({bank}), hub.heard)
        assert not hub.has_news(frozenset({newspaper}), before)

    async def test_is_taken_for_granted_where_another_process_had_counted(self, hub: LiveHub) -> None:
        assert hub.has_news(frozenset(), hub.heard + 1)
