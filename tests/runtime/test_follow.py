"""Following a log: each event once, in order, per client, whatever is lost, repeated or broken on the way."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest
import structlog
from sqlalchemy import select
from structlog.contextvars import bound_contextvars

from services.contracts.events import Event
from services.reporting.settings import ReportingSettings
from services.runtime.app import AppSpec, create_service_app
from services.runtime.bell import Bell
from services.runtime.context import Runtime, open_runtime
from services.runtime.db.unit import Unit
from services.runtime.events.follow import MAX_ATTEMPTS, Follower, follow, retry_set_aside
from services.runtime.events.sweep import lagging, read_cursors, sweep
from services.runtime.ids import new_id
from services.runtime.queue import FollowJob
from services.runtime.telemetry import configure_logging
from services.runtime.timers import set_timer
from services.runtime.worker import WorkerSpec, handlers_of, working
from services.triage.schema import HISTORY as TRIAGE_HISTORY
from services.triage.settings import TriageSettings
from tests.house import House, InProcess, opened, wired
from tests.waiting import eventually


@dataclass
class Reader:
    """A follower that keeps what it took in as timers, so that effects and cursor share a transaction."""

    poison: set[UUID] = field(default_factory=set)
    prepared: list[int] = field(default_factory=list)
    applied: list[int] = field(default_factory=list)
    page: int = 3

    async def prepare(self, _runtime: Runtime, _client: UUID, events: Sequence[Event]) -> list[Event]:
        self.prepared.extend(event.seq for event in events)
        return list(events)

    async def apply(self, unit: Unit, client: UUID, events: list[Event]) -> None:
        for event in events:
            self.applied.append(event.seq)
            await set_timer(unit, client, "taken", f"{event.seq:04}", unit.clock.now() + timedelta(days=1))
            if self.poison & set(event.keys):
                raise ValueError("this one cannot be read\nBonjour, ma carte est bloquée")

    @property
    def follower(self) -> Follower[list[Event]]:
        return Follower("triage", frozenset({"thing.done"}), self.prepare, self.apply, page=self.page)


@dataclass
class Street:
    """A source that things happen at, and a service across the street that follows it."""

    source: Runtime
    reporting: Runtime
    transport: InProcess

    async def happen(self, client: UUID, count: int = 1, topic: str = "thing.done") -> list[UUID]:
        keys = [new_id() for _ in range(count)]
        for key in keys:
            async with self.source.database.unit([client], actor="user:nadia") as unit:
                unit.happened(client, topic, [key])
        return keys

    async def follow_all(self, reader: Reader, client: UUID, rounds: int = 30) -> None:
        for _ in range(rounds):
            await follow(self.reporting, reader.follower, client)

    async def lose_every_bell(self) -> None:
        """Empty Redis once all that was announced has been rung."""
        bell = self.source.database._announcer
        assert isinstance(bell, Bell)
        await bell.finish()
        await self.reporting.redis.flushdb()

    async def taken(self, client: UUID) -> list[str]:
        async with self.reporting.database.unit([client], actor="test") as unit:
            timer = unit.plumbing.timer
            rows = await unit.session.execute(
                select(timer.c.key).where(timer.c.client_id == client).order_by(timer.c.key)
            )
            return list(rows.scalars())

    async def has_taken(self, client: UUID, count: int) -> bool:
        return len(await self.taken(client)) == count

    async def set_aside(self, client: UUID) -> list[tuple[str, str]]:
        async with self.reporting.database.unit([client], actor="test") as unit:
            table = unit.plumbing.set_aside
            rows = await unit.session.execute(select(table.c.position, table.c.reason))
            return [(row.position, row.reason) for row in rows]


@pytest.fixture
async def street(house: House) -> AsyncIterator[Street]:
    source = create_service_app(
        AppSpec(settings=house.settings(TriageSettings), history=TRIAGE_HISTORY, rooms=[])
    )
    settings = house.settings(ReportingSettings)
    async with opened(source) as (_http, triage), open_runtime(settings) as reporting:
        transport = InProcess(settings, {"triage": source})
        yield Street(triage, wired(reporting, transport), transport)


@dataclass
class Witness(Reader):
    """Notes under which correlation id each page takes effect."""

    correlations: list[str] = field(default_factory=list)

    async def apply(self, unit: Unit, client: UUID, events: list[Event]) -> None:
        self.correlations.append(unit.correlation)
        await super().apply(unit, client, events)


class TestFollow:
    async def test_the_correlation_goes_on_from_the_request_to_the_job_and_its_own_events(
        self, street: Street, bank: UUID, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A page that two requests caused goes on under the first, and its line in the log names both."""
        for correlation in ("order-4711", "order-4712"):
            with bound_contextvars(correlation=correlation):
                await street.happen(bank)
        witness = Witness()
        with bound_contextvars(correlation="of-the-job"):
            configure_logging("reporting worker", "INFO")
            await follow(street.reporting, witness.follower, bank)
        structlog.reset_defaults()
        assert witness.correlations == ["order-4711"]
        line = json.loads(capsys.readouterr().err.splitlines()[-1])
        assert (line["event"], line["causes"]) == ("follow.took_in", ["order-4711", "order-4712"])
        assert line["correlation"] == "order-4711"

    async def test_every_event_takes_effect_in_order(self, street: Street, bank: UUID) -> None:
        reader = Reader()
        await street.happen(bank, 8)
        await street.follow_all(reader, bank, rounds=3)
        assert await street.taken(bank) == [f"{seq:04}" for seq in range(1, 9)]
        assert reader.prepared == list(range(1, 9))

    async def test_topics_of_no_interest_only_move_the_cursor(self, street: Street, bank: UUID) -> None:
        await street.happen(bank, 2, topic="thing.else")
        await street.happen(bank, 1)
        await street.follow_all(Reader(), bank, rounds=2)
        assert await street.taken(bank) == ["0003"]
        assert await read_cursors(street.reporting, "triage", [bank]) == {bank: 3}

    async def test_a_job_run_twice_at_once_changes_nothing_more(self, street: Street, bank: UUID) -> None:
        reader = Reader(page=50)
        await street.happen(bank, 5)
        await asyncio.gather(*(follow(street.reporting, reader.follower, bank) for _ in range(8)))
        assert reader.applied == [1, 2, 3, 4, 5]
        assert await street.taken(bank) == [f"{seq:04}" for seq in range(1, 6)]
        assert await read_cursors(street.reporting, "triage", [bank]) == {bank: 5}

    async def test_an_event_that_keeps_failing_is_set_aside_and_the_rest_goes_on(
        self, street: Street, bank: UUID
    ) -> None:
        keys = await street.happen(bank, 6)
        reader = Reader(poison={keys[3]})
        for _ in range(20):
            await follow(street.reporting, reader.follower, bank)
            street.reporting.clock.move(street.reporting.clock._offset() + timedelta(minutes=2))
        assert await street.taken(bank) == ["0001", "0002", "0003", "0005", "0006"]
        assert await street.set_aside(bank) == [("4", "ValueError: this one cannot be read")]
        # Once in its page, and then alone until it is set aside.
        assert reader.prepared.count(4) == MAX_ATTEMPTS + 1

    async def test_those_before_a_failing_event_do_not_wait_for_it(self, street: Street, bank: UUID) -> None:
        keys = await street.happen(bank, 21)
        reader = Reader(poison={keys[20]}, page=50)
        await street.follow_all(reader, bank, rounds=6)
        assert await street.taken(bank) == [f"{seq:04}" for seq in range(1, 21)]
        assert await street.set_aside(bank) == []

    async def test_one_that_hangs_is_set_aside_too(self, street: Street, bank: UUID) -> None:
        async def hang(_runtime: Runtime, _client: UUID, _events: Sequence[Event]) -> list[Event]:
            await asyncio.Event().wait()
            return []

        await street.happen(bank, 1)
        stuck = replace(Reader().follower, prepare=hang, patience_seconds=0.05)
        for _ in range(MAX_ATTEMPTS):
            await follow(street.reporting, stuck, bank)
            street.reporting.clock.move(street.reporting.clock._offset() + timedelta(minutes=2))
        assert await street.set_aside(bank) == [("1", "TimeoutError: ")]

    async def test_what_was_set_aside_can_be_tried_again(self, street: Street, bank: UUID) -> None:
        keys = await street.happen(bank, 1)
        reader = Reader(poison={keys[0]})
        for _ in range(MAX_ATTEMPTS):
            await follow(street.reporting, reader.follower, bank)
            street.reporting.clock.move(street.reporting.clock._offset() + timedelta(minutes=2))
        assert await street.set_aside(bank) != []
        reader.poison.clear()
        await retry_set_aside(street.reporting, reader.follower, bank, 1)
        assert (await street.taken(bank), await street.set_aside(bank)) == (["0001"], [])

    async def test_a_source_that_is_away_costs_no_event(self, street: Street, bank: UUID) -> None:
        await street.happen(bank, 2)
        away = wired(street.reporting, InProcess(street.reporting.settings, {}))
        for _ in range(2 * MAX_ATTEMPTS):
            await follow(away, Reader().follower, bank)
            away.clock.move(away.clock._offset() + timedelta(minutes=2))
        assert await street.set_aside(bank) == []
        await street.follow_all(Reader(), bank, rounds=2)
        assert await street.taken(bank) == ["0001", "0002"]

    async def test_one_clients_trouble_is_not_anothers(
        self, street: Street, bank: UUID, newspaper: UUID
    ) -> None:
        keys = await street.happen(bank, 1)
        await street.happen(newspaper, 2)
        reader = Reader(poison=set(keys))
        await follow(street.reporting, reader.follower, bank)
        await follow(street.reporting, reader.follower, newspaper)
        assert (await street.taken(bank), await street.taken(newspaper)) == ([], ["0001", "0002"])


class TestReaders:
    async def test_a_bell_during_a_long_page_starts_no_second_reader_and_is_heard(
        self, street: Street, bank: UUID
    ) -> None:
        reader, gate = Reader(page=50), asyncio.Event()

        async def prepare(runtime: Runtime, client: UUID, events: Sequence[Event]) -> list[Event]:
            prepared = await reader.prepare(runtime, client, events)
            await gate.wait()
            return prepared

        follower = replace(reader.follower, prepare=prepare)
        handlers = handlers_of(
            street.reporting, WorkerSpec(settings=ReportingSettings(), followers=(follower,))
        )
        job = FollowJob(source="triage", client=bank)
        await street.happen(bank, 2)
        await street.lose_every_bell()
        first = asyncio.ensure_future(handlers[FollowJob](job))
        await eventually(lambda: reader.prepared == [1, 2])
        await street.happen(bank)
        await street.lose_every_bell()
        await handlers[FollowJob](job)
        assert reader.prepared == [1, 2]
        gate.set()
        await first
        assert await street.reporting.queue.length("reporting") == 1
        await handlers[FollowJob](job)
        assert reader.applied == [1, 2, 3]

    async def test_clients_do_not_wait_for_each_other(
        self, street: Street, bank: UUID, newspaper: UUID
    ) -> None:
        reader, gate = Reader(), asyncio.Event()

        async def prepare(runtime: Runtime, client: UUID, events: Sequence[Event]) -> list[Event]:
            if client == bank:
                await gate.wait()
            return await reader.prepare(runtime, client, events)

        follower = replace(reader.follower, prepare=prepare)
        handlers = handlers_of(
            street.reporting, WorkerSpec(settings=ReportingSettings(), followers=(follower,))
        )
        await street.happen(bank)
        await street.happen(newspaper)
        first = asyncio.ensure_future(handlers[FollowJob](FollowJob(source="triage", client=bank)))
        await handlers[FollowJob](FollowJob(source="triage", client=newspaper))
        assert await street.taken(newspaper) == ["0001"]
        assert await street.taken(bank) == []
        gate.set()
        await first
        assert await street.taken(bank) == ["0001"]


class TestSweep:
    @pytest.fixture
    def house(self, empty_house: House) -> House:
        """Every client of others lags, too."""
        return empty_house

    async def test_what_lags_is_found_though_redis_was_emptied(self, street: Street, bank: UUID) -> None:
        await street.happen(bank, 4)
        await street.lose_every_bell()
        assert bank in await lagging(street.reporting, "triage")
        await sweep(street.reporting, ["triage"])
        assert await street.reporting.queue.length("reporting") >= 1
        await street.follow_all(Reader(), bank, rounds=2)
        assert bank not in await lagging(street.reporting, "triage")

    async def test_a_worker_sweeps_by_itself(self, street: Street, bank: UUID) -> None:
        reader = Reader()
        await street.happen(bank, 4)
        await street.lose_every_bell()
        spec = WorkerSpec(settings=ReportingSettings(), followers=(reader.follower,))
        async with working(street.reporting, spec):
            await eventually(lambda: street.has_taken(bank, 4))
