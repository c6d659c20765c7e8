"""Facts: each thing that happened stands once, on the client's own day, without a word of what was written."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from tests.reporting.conftest import Floor
from tests.reporting.others import Others

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def facts(floor: Floor, client: UUID) -> list[tuple[str, str]]:
    async with floor.runtime.database.unit([client], actor="test") as unit:
        rows = await unit.session.execute(
            text("select kind, day::text from reporting.fact order by kind, day")
        )
        return [tuple(row) for row in rows]


class TestTakingIn:
    async def test_each_kind_of_thing_becomes_a_fact(self, floor: Floor, others: Others, bank: UUID) -> None:
        others.receive(bank, NOON)
        others.decide(bank, "approve", NOON)
        others.decide(bank, "hide", NOON)
        others.publish(bank, NOON, after=HOUR)
        await floor.follow(bank)
        kinds = ["item.approved", "item.hidden", "item.received", "reply.published"]
        assert await facts(floor, bank) == [(kind, "2026-03-02") for kind in kinds]

    async def test_what_the_client_wrote_itself_was_not_received(
        self, floor: Floor, others: Others, bank: UUID
    ) -> None:
        others.receive(bank, NOON, is_ours=True)
        await floor.follow(bank)
        assert await facts(floor, bank) == []

    @pytest.mark.parametrize(
        ("zone", "day"),
        [("Europe/Paris", "2026-03-03"), ("UTC", "2026-03-02"), ("Pacific/Honolulu", "2026-03-02")],
    )
    async def test_the_day_is_the_clients_own(
        self, floor: Floor, others: Others, bank: UUID, zone: str, day: str
    ) -> None:
        others.zones[bank] = zone
        others.receive(bank, datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
        await floor.follow(bank)
        assert await facts(floor, bank) == [("item.received", day)]

    async def test_a_decision_counts_when_the_network_has_answered(
        self, floor: Floor, others: Others, bank: UUID
    ) -> None:
        hidden = others.decide(bank, "hide", NOON, state="pending")
        failed = others.decide(bank, "hide", NOON, state="pending")
        await floor.follow(bank)
        assert await facts(floor, bank) == []
        others.settle(hidden, "in_force", NOON + 24 * HOUR)
        others.settle(failed, "failed", NOON + 24 * HOUR)
        await floor.follow(bank)
        assert await facts(floor, bank) == [("item.hidden", "2026-03-03")]

    async def test_a_replay_from_the_beginning_counts_nothing_twice(
        self, floor: Floor, others: Others, bank: UUID
    ) -> None:
        others.receive(bank, NOON)
        others.decide(bank, "approve", NOON)
        others.publish(bank, NOON, after=HOUR)
        await floor.follow(bank)
        before = await facts(floor, bank)
        await floor.forget_cursors(bank)
        others.zones[bank] = "Pacific/Kiritimati"
        await floor.follow(bank)
        assert (len(before), await facts(floor, bank)) == (3, before)

    async def test_two_bells_at_once_are_one(self, floor: Floor, others: Others, bank: UUID) -> None:
        for _ in range(5):
            others.receive(bank, NOON)
        await asyncio.gather(floor.follow(bank), floor.follow(bank))
        assert len(await facts(floor, bank)) == 5

    async def test_a_long_log_is_taken_in_page_by_page(
        self, floor: Floor, others: Others, bank: UUID
    ) -> None:
        for _ in range(120):
            others.receive(bank, NOON)
        for _ in range(3):
            await floor.follow(bank)
        assert len(await facts(floor, bank)) == 120

    async def test_no_words_are_kept(self, floor: Floor, others: Others, bank: UUID) -> None:
        others.receive(bank, NOON)
        others.publish(bank, NOON, after=HOUR)
        await floor.follow(bank)
        async with floor.runtime.database.unit([bank], actor="test") as unit:
            rows = (await unit.session.execute(text("select * from reporting.fact"))).all()
        kept: list[Any] = [value for row in rows for value in row]
        assert not [value for value in kept if isinstance(value, str) and " " in value]

    async def test_one_client_has_no_facts_of_another(
        self, floor: Floor, others: Others, bank: UUID, newspaper: UUID
    ) -> None:
        others.receive(newspaper, NOON)
        await floor.follow(newspaper)
        assert await facts(floor, bank) == []
        assert len(await facts(floor, newspaper)) == 1
