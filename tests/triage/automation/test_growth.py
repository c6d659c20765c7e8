"""A rule of a client about whom much was decided: nobody waits while it is weighed, and it is weighed seldom."""

from datetime import timedelta

from sqlalchemy import text

from services.contracts.triage import ADD_AUTOMATION, SWITCH_AUTOMATION
from services.triage.automation.repository import evidence
from tests.triage.automation.ruling import RULE, acting, add, decided, get
from tests.triage.desk import Desk

MANY = 10_000
# What stands about the client's only message, copied so often; PostgreSQL has no statistics of it.
_COPY = (
    "create temp table copy on commit drop as select gen_random_uuid() as id from generate_series(1, 10000)",
    "insert into triage.item select (jsonb_populate_record(i, jsonb_build_object('id', c.id, "
    "'external_id', c.id))).* from triage.item i cross join copy c",
    "insert into triage.decision select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), "
    "'item_id', c.id, 'state', 'done'))).* from triage.decision d cross join copy c",
    "insert into triage.automation_word select (jsonb_populate_record(w, jsonb_build_object("
    "'id', gen_random_uuid(), 'item_id', c.id))).* from triage.automation_word w cross join copy c",
)


async def grow(desk: Desk) -> None:
    """People decided alike about as many messages more."""
    await decided(desk, 1)
    async with desk.runtime.database.unit([desk.client], actor="test") as unit:
        for statement in _COPY:
            await unit.session.execute(text(statement))


class TestManyDecisions:
    async def test_they_are_weighed_without_comparing_each_with_each(self, desk: Desk) -> None:
        await grow(desk)
        async with desk.runtime.database.unit([desk.client], actor="test") as unit:
            await unit.session.execute(text("set local statement_timeout = 2000"))
            (heap,) = await evidence.read(unit.session, desk.client, "toxic", None, "fake", "system:rule")
            assert heap.count == MANY + 1
            assert await unit.session.scalar(text("show enable_nestloop")) == "on"

    async def test_after_many_it_rests_before_it_is_weighed_again(self, desk: Desk) -> None:
        await grow(desk)
        rule = await add(desk)
        await desk.get(SWITCH_AUTOMATION, path={"client": desk.client, "rule": rule.id}, body={"is_on": True})
        await desk.ring_timers()
        weighed = await get(desk, rule)
        assert (weighed.state, weighed.evidence_count) == ("acting", MANY + 1)
        await decided(desk, 50)
        await desk.ring_timers()
        assert (await get(desk, rule)).evidence_count == MANY + 1
        desk.move_clock(timedelta(seconds=MANY / 100 + 1))
        await desk.ring_timers()
        assert (await get(desk, rule)).evidence_count == MANY + 51


class TestWhoeverAsks:
    async def test_is_answered_before_it_is_weighed(self, desk: Desk) -> None:
        await decided(desk, 3)
        rule = await desk.get(ADD_AUTOMATION, path={"client": desk.client}, body=RULE)
        assert (rule.computed_at, rule.evidence_count, rule.threshold) == (None, 0, None)
        assert "being weighed" in rule.sentence
        await desk.ring_timers()
        weighed = await get(desk, rule)
        assert weighed.computed_at is not None
        assert (weighed.state, weighed.evidence_count) == ("off", 3)

    async def test_may_change_it_meanwhile_and_it_is_weighed_as_it_stands_then(self, desk: Desk) -> None:
        rule = await acting(desk)
        path = {"client": desk.client, "rule": rule.id}
        for is_on in (False, True):
            switched = await desk.get(SWITCH_AUTOMATION, path=path, body={"is_on": is_on})
        assert (switched.state, switched.computed_at) == ("gathering", None)
        await desk.ring_timers()
        assert (await get(desk, rule)).state == "acting"
