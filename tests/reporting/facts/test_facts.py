"""Facts: each thing that happened stands once, on the client's own day, without a word of what was written."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from services.runtime.ids import new_id
from tests.reporting.conftest import Floor
from tests.reporting.world import World

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TALLIES = "select figure, day::text, network, count from reporting.tally where count > 0 order by figure, day"
RESPONSES = "select response_seconds from reporting.reply where response_seconds is not null order by response_seconds"


async def rows(floor: Floor, client: UUID, statement: str = TALLIES) -> list[tuple[Any, ...]]:
    async with floor.runtime.database.unit([client], actor="test") as unit:
        return [tuple(row) for row in await unit.session.execute(text(statement))]


async def responses(floor: Floor, client: UUID) -> list[float]:
    return [seconds for (seconds,) in await rows(floor, client, RESPONSES)]


class TestTakingIn:
    async def test_each_kind_of_thing_is_tallied(self, floor: Floor, world: World, bank: UUID) -> None:
        asked = world.receive(bank, NOON, is_question=True)
        world.decide(asked, "hide", NOON)
        world.publish(asked, NOON + HOUR)
        await floor.follow(bank)
        figures = ["decisions", "questions", "questions_answered", "received", "replies", "responses"]
        assert await rows(floor, bank) == [(figure, "2026-03-02", "sandbox", 1) for figure in figures]

    @pytest.mark.parametrize("own", [{"is_ours": True}, {"kind": "post"}])
    async def test_what_the_client_wrote_or_published_was_not_received(
        self, floor: Floor, world: World, bank: UUID, own: dict[str, Any]
    ) -> None:
        world.receive(bank, NOON, **own)
        await floor.follow(bank)
        assert await rows(floor, bank) == []

    @pytest.mark.parametrize(
        ("zone", "day"),
        [("Europe/Paris", "2026-03-03"), ("UTC", "2026-03-02"), ("Pacific/Honolulu", "2026-03-02")],
    )
    async def test_the_day_is_the_clients_own(
        self, floor: Floor, world: World, bank: UUID, zone: str, day: str
    ) -> None:
        world.zones[bank] = zone
        world.receive(bank, datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
        await floor.follow(bank)
        assert await rows(floor, bank) == [("received", day, "sandbox", 1)]

    async def test_a_decision_counts_when_the_network_has_answered(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        item = world.receive(bank, NOON, kind="post")
        hidden = world.decide(item, "hide", NOON, state="pending")
        failed = world.decide(item, "hide", NOON, state="pending")
        await floor.follow(bank)
        assert await rows(floor, bank) == []
        world.settle(hidden, "in_force", NOON + 24 * HOUR)
        world.settle(failed, "failed", NOON + 24 * HOUR)
        await floor.follow(bank)
        assert await rows(floor, bank) == [("decisions", "2026-03-03", "sandbox", 1)]

    async def test_a_decision_on_something_that_is_gone_counts_without_a_network(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        item = world.receive(bank, NOON, kind="post", is_known_to_triage=False)
        world.decide(item, "hide", NOON)
        del world.things[item.id]
        await floor.follow(bank)
        assert await rows(floor, bank) == [("decisions", "2026-03-02", "", 1)]

    async def test_a_replay_in_another_zone_counts_nothing_twice(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        world.publish(world.receive(bank, NOON, is_question=True), NOON + HOUR)
        await floor.follow(bank)
        before = await rows(floor, bank)
        await floor.forget_cursors(bank)
        world.zones[bank] = "Pacific/Kiritimati"
        await floor.follow(bank)
        assert (len(before), await rows(floor, bank)) == (5, before)

    async def test_two_bells_at_once_are_one(self, floor: Floor, world: World, bank: UUID) -> None:
        for _ in range(5):
            world.receive(bank, NOON)
        await asyncio.gather(floor.follow(bank), floor.follow(bank))
        assert await rows(floor, bank) == [("received", "2026-03-02", "sandbox", 5)]

    async def test_no_words_are_kept(self, floor: Floor, world: World, bank: UUID) -> None:
        item = world.receive(bank, NOON)
        world.decide(item, "hide", NOON)
        world.publish(item, NOON + HOUR)
        await floor.follow(bank)
        kept = [
            value
            for table in ("message", "decision", "reply", "tally")
            for row in await rows(floor, bank, f"select * from reporting.{table}")  # noqa: S608 - names above
            for value in row
        ]
        assert len(kept) > 20
        assert not [value for value in kept if isinstance(value, str) and " " in value]

    async def test_one_client_has_no_facts_of_another(
        self, floor: Floor, world: World, bank: UUID, newspaper: UUID
    ) -> None:
        world.receive(newspaper, NOON)
        await floor.follow(newspaper)
        assert await rows(floor, bank) == []
        assert len(await rows(floor, newspaper)) == 1


class TestQuestions:
    async def test_an_edit_may_make_it_another_thing(self, floor: Floor, world: World, bank: UUID) -> None:
        item = world.receive(bank, NOON, is_question=True)
        await floor.follow(bank)
        world.assess(item, world.places[item.id], is_question=False)
        await floor.follow(bank)
        assert [row[0] for row in await rows(floor, bank)] == ["received"]

    async def test_a_question_that_its_author_deletes_stays_one(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        item = world.receive(bank, NOON, is_question=True)
        world.publish(item, NOON + HOUR)
        await floor.follow(bank)
        before = await rows(floor, bank)
        world.erase(item)
        await floor.follow(bank)
        await floor.forget_cursors(bank)
        await floor.follow(bank)
        assert ("questions_answered", "2026-03-02", "sandbox", 1) in before
        assert await rows(floor, bank) == before


class TestFirstResponse:
    async def test_runs_from_the_first_word_of_the_public_to_the_first_reply(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        talk = new_id()
        world.receive(bank, NOON, conversation=talk)
        second = world.receive(bank, NOON + HOUR, conversation=talk)
        # The later answer is heard of before the earlier one.
        world.publish(second, NOON + 3 * HOUR)
        world.publish(second, NOON + 2 * HOUR)
        await floor.follow(bank)
        assert await responses(floor, bank) == [2 * 3600.0]

    async def test_a_message_that_arrives_late_moves_the_beginning(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        talk = new_id()
        world.publish(world.receive(bank, NOON, conversation=talk), NOON + HOUR)
        await floor.follow(bank)
        world.receive(bank, NOON + 2 * HOUR, written_at=NOON - HOUR, conversation=talk)
        await floor.follow(bank)
        assert await responses(floor, bank) == [2 * 3600.0]

    async def test_of_two_conversations_that_become_one_only_the_first_reply_counts(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        left, into = new_id(), new_id()
        world.publish(world.receive(bank, NOON, conversation=left), NOON + 3 * HOUR)
        world.publish(world.receive(bank, NOON - HOUR, conversation=into), NOON + HOUR)
        await floor.follow(bank)
        assert await responses(floor, bank) == [2 * 3600.0, 3 * 3600.0]
        world.merge(bank, left, into)
        await floor.follow(bank)
        assert await responses(floor, bank) == [2 * 3600.0]

    async def test_what_triage_does_not_know_yet_counts_once_it_does(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        item = world.receive(bank, NOON, is_known_to_triage=False)
        world.publish(item, NOON + HOUR)
        await floor.follow(bank)
        assert await responses(floor, bank) == []
        world.assess(item, new_id(), is_question=True)
        await floor.follow(bank)
        assert await responses(floor, bank) == [3600.0]

    async def test_where_the_public_never_wrote_there_is_nothing_to_respond_to(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        world.publish(world.receive(bank, NOON, is_ours=True), NOON + HOUR)
        await floor.follow(bank)
        assert await responses(floor, bank) == []

    async def test_an_answer_before_the_question_took_no_time(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        world.publish(world.receive(bank, NOON), NOON - HOUR)
        await floor.follow(bank)
        assert await responses(floor, bank) == [0.0]

    async def test_an_answer_asked_for_earlier_does_not_replace_a_later_one(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        """Two followers ask about one conversation; the slower one brings what it heard first."""
        from services.reporting.facts import service
        from services.reporting.facts.domain import Place, Placed, Taken

        item = world.receive(bank, NOON)
        world.publish(item, NOON + HOUR)
        await floor.follow(bank)
        talk = world.places[item.id]
        async with floor.runtime.database.unit([bank], actor="test") as unit:
            early, late = await service.number_question(unit), await service.number_question(unit)
        for number, began in ((late, NOON - HOUR), (early, NOON)):
            async with floor.runtime.database.unit([bank], actor="test") as unit:
                placed = Placed(number, [Place(item.id, talk, began)])
                await service.record(unit, bank, Taken(placed=placed))
        assert await responses(floor, bank) == [2 * 3600.0]
