"""Units of work: what is committed, what is seen, and what is announced."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.runtime.context import Runtime
from services.runtime.db.unit import happenings_of
from services.runtime.events.log import append, read_page
from services.runtime.ids import new_id
from services.runtime.timers import drop_timer, is_due, set_timer


async def seqs(runtime: Runtime, client: UUID) -> list[int]:
    async with runtime.database.unit([client], actor="test") as unit:
        page = await read_page(unit, client, after=0, limit=200)
    return [event.seq for event in page.events]


class TestCommit:
    async def test_what_happened_stands_in_the_log_after_the_block(
        self, runtime: Runtime, bank: UUID
    ) -> None:
        keys = [new_id(), new_id()]
        async with runtime.database.unit([bank], actor="user:nadia") as unit:
            unit.happened(bank, "thing.done", keys)
        async with runtime.database.unit([bank], actor="test") as unit:
            page = await read_page(unit, bank, after=0, limit=10)
        assert [(event.seq, event.topic, event.keys, event.actor) for event in page.events] == [
            (1, "thing.done", keys, "user:nadia")
        ]
        assert page.head == 1

    async def test_an_exception_leaves_neither_row_nor_event(self, runtime: Runtime, bank: UUID) -> None:
        with pytest.raises(ValueError, match="on purpose"):
            async with runtime.database.unit([bank], actor="test") as unit:
                await set_timer(unit, bank, "kind", "key", unit.clock.now())
                unit.happened(bank, "thing.done", [new_id()])
                raise ValueError("on purpose")
        assert await seqs(runtime, bank) == []
        async with runtime.database.unit([bank], actor="test") as unit:
            assert not await is_due(unit, bank, "kind", "key")

    async def test_an_event_names_at_most_500_ids(self, runtime: Runtime, bank: UUID) -> None:
        ids = [new_id() for _ in range(1_001)]
        async with runtime.database.unit([bank], actor="test") as unit:
            unit.happened(bank, "thing.done", ids)
        async with runtime.database.unit([bank], actor="test") as unit:
            page = await read_page(unit, bank, after=0, limit=10)
        assert [len(event.keys) for event in page.events] == [500, 500, 1]
        assert [key for event in page.events for key in event.keys] == ids

    async def test_the_order_of_events_is_the_order_of_commits_without_gaps(
        self, runtime: Runtime, bank: UUID
    ) -> None:
        async def happen(fails: bool) -> None:
            async with runtime.database.unit([bank], actor="test") as unit:
                unit.happened(bank, "thing.done", [new_id()])
                if fails:
                    raise ValueError("on purpose")

        results = await asyncio.gather(
            *(happen(index % 5 == 0) for index in range(40)), return_exceptions=True
        )
        failed = [result for result in results if isinstance(result, ValueError)]
        assert len(failed) == 8
        assert await seqs(runtime, bank) == list(range(1, 33))

    async def test_what_a_statement_appended_itself_is_not_appended_again(
        self, runtime: Runtime, bank: UUID, newspaper: UUID
    ) -> None:
        thing = happenings_of("thing.done", [new_id()])
        async with runtime.database.unit([bank, newspaper], actor="test") as unit:
            await append(unit, bank, thing)
            unit.told(bank, thing)
            with pytest.raises(PermissionError, match="one client"):
                unit.happened(newspaper, "thing.done", [new_id()])
        assert await seqs(runtime, bank) == [1]


class TestFailure:
    async def test_an_error_does_not_repeat_what_was_to_be_written(
        self, runtime: Runtime, bank: UUID
    ) -> None:
        row = {
            "client_id": bank,
            "id": new_id(),
            "source": "Bonjour",
            "position": "Bonjour",
            "reason": "Bonjour",
        }
        with pytest.raises(DBAPIError, match="null value") as refused:
            async with runtime.database.unit([bank], actor="test") as unit:
                await unit.session.execute(unit.plumbing.set_aside.insert().values(**row, at=None))
        assert "Bonjour" not in str(refused.value)


class TestIsolation:
    async def test_a_unit_sees_its_clients_and_nobody_else(
        self, runtime: Runtime, bank: UUID, newspaper: UUID
    ) -> None:
        for client in (bank, newspaper):
            async with runtime.database.unit([client], actor="test") as unit:
                unit.happened(client, "thing.done", [client])
        async with runtime.database.unit([bank], actor="test") as unit:
            seen = (await unit.session.execute(text("select client_id from reporting.event"))).scalars().all()
        assert set(seen) == {bank}

    async def test_a_unit_cannot_write_for_another_client(
        self, runtime: Runtime, bank: UUID, newspaper: UUID
    ) -> None:
        with pytest.raises(DBAPIError, match="row-level security"):
            async with runtime.database.unit([bank], actor="test") as unit:
                # Without "on conflict", which would also need to see what it conflicts with.
                await unit.session.execute(unit.plumbing.head.insert().values(client_id=newspaper, seq=1))

    async def test_a_unit_does_not_speak_for_a_client_outside_its_set(
        self, runtime: Runtime, bank: UUID, newspaper: UUID
    ) -> None:
        with pytest.raises(PermissionError, match="outside its set"):
            async with runtime.database.unit([bank], actor="test") as unit:
                unit.happened(newspaper, "thing.done", [new_id()])

    async def test_a_write_touches_one_client(self, runtime: Runtime, bank: UUID, newspaper: UUID) -> None:
        with pytest.raises(PermissionError, match="one client"):
            async with runtime.database.unit([bank, newspaper], actor="test") as unit:
                unit.happened(bank, "thing.done", [new_id()])
                unit.happened(newspaper, "thing.done", [new_id()])

    async def test_a_pooled_connection_forgets_whom_it_served(
        self, runtime: Runtime, bank: UUID, newspaper: UUID
    ) -> None:
        async with runtime.database.unit([bank], actor="test") as unit:
            unit.happened(bank, "thing.done", [new_id()])
        for _ in range(10):
            async with runtime.database.unit([], actor="test") as unit:
                setting = await unit.session.scalar(text("select current_setting('palabre.clients', true)"))
                count = await unit.session.scalar(text("select count(*) from reporting.event"))
            assert (setting, count) == ("", 0)

    async def test_what_a_connection_was_told_ends_with_the_transaction(
        self, runtime: Runtime, bank: UUID
    ) -> None:
        async with runtime.database.unit([bank], actor="test") as unit:
            unit.happened(bank, "thing.done", [new_id()])
        async with runtime.database._engine.connect() as connection:
            setting = await connection.scalar(text("select current_setting('palabre.clients', true)"))
            count = await connection.scalar(text("select count(*) from reporting.event"))
        assert (setting, count) == ("", 0)

    async def test_the_working_role_owns_nothing_and_cannot_bypass(self, runtime: Runtime) -> None:
        async with runtime.database.unit([], actor="test") as unit:
            row = (
                await unit.session.execute(
                    text(
                        "select rolsuper, rolbypassrls, (select count(*) from pg_class where relowner = r.oid) "
                        "from pg_roles r where rolname = current_user"
                    )
                )
            ).one()
        assert tuple(row) == (False, False, 0)

    async def test_the_bell_reads_heads_and_timers_and_nothing_else(
        self, runtime: Runtime, bank: UUID
    ) -> None:
        async with runtime.database.unit([bank], actor="test") as unit:
            unit.happened(bank, "thing.done", [new_id()])
            await set_timer(unit, bank, "kind", "key", unit.clock.now())
        assert (await runtime.watch.heads())[bank] == 1
        due = await runtime.watch.due(runtime.clock.now(), limit=100_000)
        assert (bank, "kind", "key") in [(timer.client_id, timer.kind, timer.key) for timer in due]
        async with runtime.watch._engine.connect() as connection:
            with pytest.raises(DBAPIError, match="permission denied"):
                await connection.execute(text("select * from reporting.cursor"))
        async with runtime.database.unit([bank], actor="test") as unit:
            await drop_timer(unit, bank, "kind", "key")
