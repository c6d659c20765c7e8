"""Whatever happened in whatever order, the figures equal a recount from the rows."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contracts.ingest import Item
from services.contracts.triage import DecisionKind, DecisionReason
from services.runtime.ids import new_id
from tests.reporting.conftest import FOLLOWERS, Floor
from tests.reporting.metrics.recount import Recount, spans
from tests.reporting.world import World

NETWORKS = ("facebook", "wordpress", "email")
KINDS: tuple[DecisionKind, ...] = ("approve", "hide", "delete", "restore")
REASONS: tuple[DecisionReason, ...] = ("insult", "hate", "legitimate")
# Clocks go back in Paris on 25 October and forward on 29 March; Adelaide's half hours change on 4 October.
MONTHS = [
    ("Europe/Paris", date(2026, 10, 1), date(2026, 11, 1)),
    ("Europe/Paris", date(2026, 3, 1), date(2026, 4, 1)),
    ("Australia/Adelaide", date(2026, 9, 28), date(2026, 10, 12)),
    ("Asia/Kathmandu", date(2026, 2, 20), date(2026, 3, 5)),
]


class Month:
    """A month at an agency, told in no particular order."""

    def __init__(self, world: World, client: UUID, chance: Random, since: date, until: date) -> None:
        self.world, self.client, self.chance = world, client, chance
        self.start = datetime(since.year, since.month, since.day, tzinfo=UTC) - timedelta(days=2)
        self.seconds = int(((until - since).days + 4) * 86_400)
        self.items: list[Item] = []
        self.talks: list[UUID] = [new_id()]

    def happen(self) -> None:
        """One thing happens; what was written before may well arrive after what was written since."""
        acts = [self.write, self.write, self.write, self.answer, self.decide, self.change, self.tell_again]
        self.chance.choice(acts)()

    def moment(self) -> datetime:
        """Any moment of the month, and often one near an hour that a change of clocks leaves out or repeats."""
        return self.start + timedelta(
            seconds=self.chance.randrange(self.seconds), microseconds=self.chance.randrange(3)
        )

    def write(self) -> None:
        at = self.moment()
        if self.chance.random() < 0.4:
            self.talks.append(new_id())
        self.items.append(
            self.world.receive(
                self.client,
                at,
                written_at=at - timedelta(seconds=self.chance.choice((0, 1, 90, 40_000, -30))),
                conversation=self.chance.choice(self.talks),
                is_question=self.chance.random() < 0.4,
                is_ours=self.chance.random() < 0.1,
                is_known_to_triage=self.chance.random() < 0.9,
                network=self.chance.choice(NETWORKS),
                kind=self.chance.choice(("comment", "comment", "direct", "post")),
            )
        )

    def answer(self) -> None:
        if self.items:
            self.world.publish(self.chance.choice(self.items), self.moment())

    def decide(self) -> None:
        if not self.items:
            return
        item, at = self.chance.choice(self.items), self.moment()
        state = self.chance.choice(("in_force", "pending"))
        kind, reason = self.chance.choice(KINDS), self.chance.choice(REASONS)
        decision = self.world.decide(item, kind, at, reason=reason, state=cast(Any, state))
        if state == "pending" and self.chance.random() < 0.7:
            self.world.settle(decision, cast(Any, self.chance.choice(("in_force", "failed"))), self.moment())

    def change(self) -> None:
        """A late parent joins two conversations, triage hears at last of a message, or one is found otherwise."""
        if not self.items:
            return
        item = self.chance.choice(self.items)
        if self.chance.random() < 0.4 and len(self.talks) > 1:
            left, into = self.chance.sample(self.talks, 2)
            self.talks.remove(left)
            self.world.merge(self.client, left, into)
        elif item.id not in self.world.places or not item.is_ours:
            place = self.world.places.get(item.id) or self.chance.choice(self.talks)
            self.world.assess(item, place, is_question=self.chance.random() < 0.5)

    def tell_again(self) -> None:
        source = self.chance.choice(list(FOLLOWERS))
        log = self.world.logs.get((source, self.client))
        if log:
            self.world.repeat(source, self.client, self.chance.randrange(len(log)))


async def live_through(floor: Floor, month: Month, happenings: int) -> None:
    """Let things happen while the followers look now and then, one alone or all of them at once."""
    for _ in range(happenings):
        month.happen()
        if month.chance.random() < 0.1:
            some = month.chance.sample(list(FOLLOWERS), month.chance.randrange(1, 4))
            await asyncio.gather(*(floor.take_page(source, month.client) for source in some))
    await floor.follow(month.client)


async def assert_equal(
    floor: Floor, recount: Recount, since: date, until: date, by: str, *networks: str
) -> None:
    answer = await floor.metrics(
        recount.client, **{"from": since, "to": until, "by": by, "network": list(networks)}
    )
    assert answer.status_code == 200, answer.text
    for metric in answer.json()["metrics"]:
        name, network = metric["metric"], metric["network"]
        parts = spans(since, until, by)
        assert [point["start"] for point in metric["points"]] == [str(first) for first, _ in parts]
        counted = [recount.figures(first, last, network)[name] for first, last in parts]
        assert [point["value"] for point in metric["points"]] == approximately(counted), (name, by, network)
        total = recount.figures(since, until - timedelta(days=1), network)[name]
        assert [metric["total"]] == approximately([total]), (name, by, network)
        if name == "decisions":
            groups = {(one["kind"], one["reason"]): one["total"] for one in metric["groups"]}
            assert groups == recount.groups(since, until - timedelta(days=1), network)


def approximately(values: list[float | None]) -> Any:
    return [value if value is None else pytest.approx(value, rel=1e-12, abs=1e-6) for value in values]


class TestFigures:
    @pytest.mark.parametrize(("zone", "since", "until"), MONTHS)
    async def test_a_whole_month_equals_its_recount(
        self, floor: Floor, world: World, bank: UUID, zone: str, since: date, until: date
    ) -> None:
        world.zones[bank] = zone
        await live_through(floor, Month(world, bank, Random(zone), since, until), 700)
        recount = Recount(world, bank, ZoneInfo(zone))
        assert recount.figures(since, until, None)["first_response_median"] is not None
        for by in ("day", "week", "month"):
            await assert_equal(floor, recount, since, until, by)
        await assert_equal(floor, recount, since, until, "week", *NETWORKS)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(chance=st.randoms(use_true_random=False), month=st.sampled_from(MONTHS), count=st.integers(1, 60))
    async def test_any_order_of_events_equals_its_recount(
        self, floor: Floor, chance: Random, month: tuple[str, date, date], count: int
    ) -> None:
        zone, since, until = month
        client, world = new_id(), floor.others.world
        world.zones[client] = zone
        await live_through(floor, Month(world, client, chance, since, until), count)
        await assert_equal(floor, Recount(world, client, ZoneInfo(zone)), since, until, "day")
        await assert_equal(floor, Recount(world, client, ZoneInfo(zone)), since, until, "month", "email")

    async def test_a_replay_from_the_beginning_changes_no_figure(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        zone, since, until = MONTHS[0]
        await live_through(floor, Month(world, bank, Random(7), since, until), 200)
        period = {"from": since, "to": until}
        before = await floor.metrics(bank, **period)
        await floor.forget_cursors(bank)
        await floor.follow(bank)
        after = await floor.metrics(bank, **period)
        assert (after.status_code, after.content) == (200, before.content)
        await assert_equal(floor, Recount(world, bank, ZoneInfo(zone)), since, until, "day")
