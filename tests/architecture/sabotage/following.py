"""Switches of following: the cursor, the sweeper, and timers that are due."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from services.contracts.events import Event
from services.contracts.topology import ServiceName
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.events import follow
from services.runtime.events.follow import Cursor, Follower
from services.runtime.events.sweep import ring_due_timers, sweep
from services.runtime.timers import is_due, postpone
from tests.architecture.sabotage.registry import swap, switch
from tests.waiting import eventually

FOLLOW = "tests/runtime/test_follow.py::TestFollow"
SWEEP = "tests/runtime/test_follow.py::TestSweep"
DUE = "tests/runtime/test_timers.py::TestDue"
POSTPONE = "tests/runtime/test_timers.py::TestPostpone"


def wait_in_vain_for_seconds(seconds: float) -> None:
    swap(eventually, partial(eventually, seconds=seconds))


@switch({f"{FOLLOW}::test_an_event_that_keeps_failing_is_set_aside_and_the_rest_goes_on": "assert ["})
def the_cursor_moves_apart_from_the_effects() -> None:
    async def take_in(
        runtime: Runtime, follower: Follower[Any], client: UUID, cursor: Cursor, events: Sequence[Event]
    ) -> None:
        relevant = [event for event in events if event.topic in follower.topics]
        prepared = await follower.prepare(runtime, client, relevant)
        async with runtime.database.unit([client], actor="system:follow") as first:
            await follow._move_cursor(first, follower.source, client, cursor.seq, events[-1].seq)
        async with runtime.database.unit([client], actor="system:follow") as second:
            await follower.apply(second, client, prepared)

    swap(follow._take_in, take_in)


@switch({f"{FOLLOW}::test_a_job_run_twice_at_once_changes_nothing_more": "assert ["})
def the_cursor_is_not_checked() -> None:
    async def move_cursor(unit: Unit, source: ServiceName, client: UUID, _expected: int, to: int) -> bool:
        table = unit.plumbing.cursor
        await unit.session.execute(
            update(table)
            .where(table.c.client_id == client, table.c.source == source)
            .values(seq=to, attempts=0, retry_at=None)
        )
        return True

    swap(follow._move_cursor, move_cursor)


@switch({f"{FOLLOW}::test_every_event_takes_effect_in_order": "assert ["})
def the_cursor_stands_still() -> None:
    async def stay(_unit: Unit, _source: ServiceName, _client: UUID, _expected: int, _to: int) -> bool:
        return True

    swap(follow._move_cursor, stay)


@switch(
    {
        f"{SWEEP}::test_what_lags_is_found_though_redis_was_emptied": "assert 0 >= 1",
        f"{SWEEP}::test_a_worker_sweeps_by_itself": "not within",
    }
)
def nobody_sweeps() -> None:
    async def look_away(_runtime: Runtime, _sources: Sequence[ServiceName]) -> None: ...

    swap(sweep, look_away)
    wait_in_vain_for_seconds(2)


@switch({f"{DUE}::test_a_worker_rings_what_is_due_when_the_clock_reaches_it": "not within"})
def nobody_rings_for_timers() -> None:
    async def look_away(_runtime: Runtime) -> None: ...

    swap(ring_due_timers, look_away)
    wait_in_vain_for_seconds(2)


@switch(
    {
        f"{DUE}::test_a_timer_rung_twice_takes_effect_once": "assert ['now', 'now', 'now'] == ['now']",
        f"{DUE}::test_a_bell_before_its_time_changes_nothing": "assert ['later'] == []",
    }
)
def a_timer_is_always_due() -> None:
    async def always(_unit: Unit, _client: UUID, _kind: str, _key: str) -> bool:
        return True

    swap(is_due, always)


@switch({f"{POSTPONE}::test_a_failing_timer_waits_longer_and_is_set_aside_in_the_end": "assert ["})
def a_failing_timer_is_not_postponed() -> None:
    async def look(unit: Unit, client: UUID, kind: str, _key: str, _reason: str) -> None:
        timer = unit.plumbing.timer
        await unit.session.execute(
            select(timer.c.key).where(timer.c.client_id == client, timer.c.kind == kind)
        )

    swap(postpone, look)
