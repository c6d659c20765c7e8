"""Counts: by client and day and in all, and how long the first answer took."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.runtime.ids import new_id
from tests.reporting.conftest import Floor
from tests.reporting.others import Others

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


class TestListCounts:
    async def test_what_happened_stands_by_day_and_in_all(
        self, floor: Floor, others: Others, bank: UUID
    ) -> None:
        for _ in range(3):
            others.receive(bank, NOON)
        others.receive(bank, NOON + DAY)
        others.decide(bank, "approve", NOON)
        others.decide(bank, "hide", NOON + DAY)
        others.publish(bank, NOON + DAY, after=minutes(10))
        await floor.follow(bank)
        answer = (await floor.counts(bank)).json()
        assert answer["days"] == [
            {
                "client_id": str(bank),
                "day": "2026-03-02",
                "items_received": 3,
                "replies_published": 0,
                "approved": 1,
                "hidden": 0,
                "first_response_median_seconds": None,
            },
            {
                "client_id": str(bank),
                "day": "2026-03-03",
                "items_received": 1,
                "replies_published": 1,
                "approved": 0,
                "hidden": 1,
                "first_response_median_seconds": 600.0,
            },
        ]
        assert answer["totals"] == {
            "items_received": 4,
            "replies_published": 1,
            "approved": 1,
            "hidden": 1,
            "first_response_median_seconds": 600.0,
        }

    async def test_nothing_happened_is_zero(self, floor: Floor, bank: UUID) -> None:
        answer = (await floor.counts(bank)).json()
        assert answer["days"] == []
        assert answer["totals"]["items_received"] == 0
        assert answer["totals"]["first_response_median_seconds"] is None

    async def test_the_last_day_is_excluded(self, floor: Floor, others: Others, bank: UUID) -> None:
        others.receive(bank, NOON)
        others.receive(bank, NOON + DAY)
        await floor.follow(bank)
        answer = (await floor.counts(bank, since="2026-03-02", until="2026-03-03")).json()
        assert ([day["day"] for day in answer["days"]], answer["totals"]["items_received"]) == (
            ["2026-03-02"],
            1,
        )

    async def test_the_median_is_of_first_responses_alone(
        self, floor: Floor, others: Others, bank: UUID
    ) -> None:
        talk = new_id()
        # The second answer of a conversation is heard of before the first one.
        others.publish(bank, NOON + minutes(9), after=minutes(500), conversation=talk)
        others.publish(bank, NOON, after=minutes(1), conversation=talk)
        others.publish(bank, NOON, after=minutes(3))
        others.publish(bank, NOON + DAY, after=minutes(8))
        await floor.follow(bank)
        answer = (await floor.counts(bank)).json()
        medians = [day["first_response_median_seconds"] for day in answer["days"]]
        assert medians == [120.0, 480.0]
        assert (answer["totals"]["first_response_median_seconds"], answer["totals"]["replies_published"]) == (
            180.0,
            4,
        )

    async def test_a_first_response_of_an_earlier_period_stays_the_first(
        self, floor: Floor, others: Others, bank: UUID
    ) -> None:
        talk = new_id()
        others.publish(bank, NOON - 3 * DAY, after=minutes(1), conversation=talk)
        others.publish(bank, NOON, after=minutes(7), conversation=talk)
        await floor.follow(bank)
        totals = (await floor.counts(bank)).json()["totals"]
        assert (totals["replies_published"], totals["first_response_median_seconds"]) == (1, None)

    async def test_an_answer_before_the_question_took_no_time(
        self, floor: Floor, others: Others, bank: UUID
    ) -> None:
        others.publish(bank, NOON, after=-minutes(1))
        await floor.follow(bank)
        totals = (await floor.counts(bank)).json()["totals"]
        assert totals["first_response_median_seconds"] == 0

    @pytest.mark.parametrize(
        ("since", "until"),
        [("2026-03-02", "2026-03-02"), ("2026-03-02", "2026-03-01"), ("2024-01-01", "2026-01-01")],
    )
    async def test_an_impossible_period_is_named(
        self, floor: Floor, bank: UUID, since: str, until: str
    ) -> None:
        answer = await floor.counts(bank, since=since, until=until)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "until")


class TestIsolation:
    async def test_another_clients_figures_do_not_exist(
        self, floor: Floor, others: Others, bank: UUID, newspaper: UUID
    ) -> None:
        others.receive(newspaper, NOON)
        await floor.follow(newspaper)
        found = await floor.counts(bank, client=newspaper)
        missing = await floor.counts(bank, client=new_id())
        assert (found.status_code, found.content) == (404, missing.content)

    async def test_figures_over_all_are_of_ones_own_clients(
        self, floor: Floor, others: Others, bank: UUID, newspaper: UUID
    ) -> None:
        for client in (bank, newspaper):
            others.receive(client, NOON)
            await floor.follow(client)
        own = (await floor.counts(bank)).json()
        both = (await floor.counts(bank, newspaper)).json()
        assert ({day["client_id"] for day in own["days"]}, own["totals"]["items_received"]) == (
            {str(bank)},
            1,
        )
        assert ({day["client_id"] for day in both["days"]}, both["totals"]["items_received"]) == (
            {str(bank), str(newspaper)},
            2,
        )
        one = (await floor.counts(bank, newspaper, client=newspaper)).json()
        assert [day["client_id"] for day in one["days"]] == [str(newspaper)]
