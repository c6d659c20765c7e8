"""Timers: set with the transaction that wants them, rung when due, tried again when they fail."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from structlog.contextvars import clear_contextvars

from services.contracts.events import Event
from services.reporting.settings import ReportingSettings
from services.runtime.context import Runtime
from services.runtime.events.log import read_page
from services.runtime.events.sweep import ring_due_timers
from services.runtime.queue import TimerJob
from services.runtime.telemetry import bind_correlation
from services.runtime.timers import MAX_ATTEMPTS, drop_timer, is_due, set_timer
from services.runtime.worker import WorkerSpec, handle_timer, working
from tests.house import House
from tests.waiting import eventually

HOUR = timedelta(hours=1)


@pytest.fixture
def house(empty_house: House) -> House:
    """What is due of others would be rung before."""
    return empty_house


@dataclass
class Alarm:
    """Rings once per due timer of its client, and can be broken."""

    client: UUID
    rung: list[str] = field(default_factory=list)
    is_broken: bool = False

    async def ring(self, runtime: Runtime, client: UUID, key: str) -> None:
        if client != self.client:
            return
        async with runtime.database.unit([client], actor="system:timer") as unit:
            if not await is_due(unit, client, "alarm", key):
                return
            await drop_timer(unit, client, "alarm", key)
            if self.is_broken:
                raise ValueError("broken on purpose")
        self.rung.append(key)


async def set_alarm(runtime: Runtime, client: UUID, key: str, due_in: timedelta) -> None:
    async with runtime.database.unit([client], actor="test") as unit:
        await set_timer(unit, client, "alarm", key, unit.clock.now() + due_in)


async def attempts_of(runtime: Runtime, client: UUID) -> list[int]:
    async with runtime.database.unit([client], actor="test") as unit:
        timer = unit.plumbing.timer
        return list((await unit.session.execute(select(timer.c.attempts))).scalars())


class TestDue:
    async def test_a_worker_rings_what_is_due_when_the_clock_reaches_it(
        self, runtime: Runtime, bank: UUID
    ) -> None:
        alarm = Alarm(bank)
        spec = WorkerSpec(settings=ReportingSettings(), timers={"alarm": alarm.ring})
        await set_alarm(runtime, bank, "later", HOUR)
        await set_alarm(runtime, bank, "now", -HOUR)
        async with working(runtime, spec):
            await eventually(lambda: alarm.rung == ["now"])
            runtime.clock.move(2 * HOUR)
            await eventually(lambda: alarm.rung == ["now", "later"])

    async def test_it_is_rung_though_redis_was_emptied(self, runtime: Runtime, bank: UUID) -> None:
        alarm = Alarm(bank)
        await set_alarm(runtime, bank, "now", -HOUR)
        await ring_due_timers(runtime)
        await runtime.redis.flushdb()
        async with working(runtime, WorkerSpec(settings=ReportingSettings(), timers={"alarm": alarm.ring})):
            await eventually(lambda: alarm.rung == ["now"])

    async def test_a_timer_rung_twice_takes_effect_once(self, runtime: Runtime, bank: UUID) -> None:
        alarm = Alarm(bank)
        await set_alarm(runtime, bank, "now", -HOUR)
        for _ in range(3):
            await handle_timer(runtime, {"alarm": alarm.ring}, TimerJob(client=bank, kind="alarm", key="now"))
        assert alarm.rung == ["now"]

    async def test_a_bell_before_its_time_changes_nothing(self, runtime: Runtime, bank: UUID) -> None:
        alarm = Alarm(bank)
        await set_alarm(runtime, bank, "later", HOUR)
        await handle_timer(runtime, {"alarm": alarm.ring}, TimerJob(client=bank, kind="alarm", key="later"))
        assert alarm.rung == []
        runtime.clock.move(2 * HOUR)
        await handle_timer(runtime, {"alarm": alarm.ring}, TimerJob(client=bank, kind="alarm", key="later"))
        assert alarm.rung == ["later"]


class TestCorrelation:
    async def test_what_a_timer_causes_goes_on_under_the_id_of_who_set_it(
        self, runtime: Runtime, bank: UUID
    ) -> None:
        async def ring(runtime: Runtime, client: UUID, key: str) -> None:
            async with runtime.database.unit([client], actor="system:timer") as unit:
                await drop_timer(unit, client, "alarm", key)
                unit.happened(client, "alarm.rung", [client])

        async def events() -> list[Event]:
            async with runtime.database.unit([bank], actor="test") as unit:
                return (await read_page(unit, bank, after=0, limit=10)).events

        async def has_rung() -> bool:
            return bool(await events())

        bind_correlation("order-4711")
        try:
            await set_alarm(runtime, bank, "now", -HOUR)
        finally:
            clear_contextvars()
        async with working(runtime, WorkerSpec(settings=ReportingSettings(), timers={"alarm": ring})):
            await eventually(has_rung)
        assert [event.correlation for event in await events()] == ["order-4711"]


class TestPostpone:
    async def test_one_that_hangs_is_tried_later(self, runtime: Runtime, bank: UUID) -> None:
        async def hang(_runtime: Runtime, _client: UUID, _key: str) -> None:
            await asyncio.Event().wait()

        await set_alarm(runtime, bank, "now", -HOUR)
        job = TimerJob(client=bank, kind="alarm", key="now")
        await handle_timer(runtime, {"alarm": hang}, job, patience_seconds=0.05)
        assert await attempts_of(runtime, bank) == [1]

    async def test_a_failing_timer_waits_longer_and_is_set_aside_in_the_end(
        self, runtime: Runtime, bank: UUID
    ) -> None:
        alarm = Alarm(bank, is_broken=True)
        job = TimerJob(client=bank, kind="alarm", key="now")
        await set_alarm(runtime, bank, "now", -HOUR)
        seen = []
        for _ in range(MAX_ATTEMPTS):
            seen.extend(await attempts_of(runtime, bank))
            await handle_timer(runtime, {"alarm": alarm.ring}, job)
            runtime.clock.move(runtime.clock._offset() + HOUR)
        assert seen == list(range(MAX_ATTEMPTS))
        assert await attempts_of(runtime, bank) == []
        async with runtime.database.unit([bank], actor="test") as unit:
            table = unit.plumbing.set_aside
            rows = (await unit.session.execute(select(table.c.position, table.c.reason))).all()
        assert [tuple(row) for row in rows] == [("alarm:now", "ValueError: broken on purpose")]
        assert alarm.rung == []
