"""A rule of a client about whom much was decided: nobody waits while it is weighed, and it is weighed seldom."""

from datetime import timedelta

from sqlalchemy import text

from services.contracts.triage import ADD_AUTOMATION, SWITCH_AUTOMATION
from services.triage.automation.domain.agreement import Word
from services.triage.automation.domain.audit import Audit
from services.triage.automation.repository import acts, evidence
from tests.triage.automation.ruling import RULE, acting, add, correct, decided, get, taken
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
# A message that a rule hid, and one that it left to people who denied its label, each copied so often.
_COPY_ACTS = (
    "create temp table copy on commit drop as select gen_random_uuid() as id, gen_random_uuid() as decided, "
    "n % 2 = 0 as is_audited from generate_series(1, 20000) n",
    "create temp table act on commit drop as select a.*, c.id as twin, c.decided "
    "from triage.automation_act a join copy c on c.is_audited = a.is_audited",
    "insert into triage.item select (jsonb_populate_record(i, jsonb_build_object('id', a.twin, "
    "'external_id', a.twin))).* from triage.item i join act a on a.item_id = i.id",
    "insert into triage.decision select (jsonb_populate_record(d, jsonb_build_object('id', a.decided, "
    "'item_id', a.twin))).* from triage.decision d join act a on a.decision_id = d.id",
    "insert into triage.automation_act select client_id, rule_id, twin, is_audited, probability, threshold, model, at, "
    "case when is_audited then null else decided end, is_audited from act",
    "insert into triage.evidence select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), "
    "'item_id', a.twin))).* from triage.evidence e join act a on a.item_id = e.item_id where e.source = 'correction'",
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
            (heap,) = await evidence.read(unit.session, desk.client, "toxic", None, ["fake"], "system:rule")
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

    async def test_a_stop_waits_for_no_rest_and_follows_the_word_that_breaks_the_limit(
        self, desk: Desk
    ) -> None:
        await grow(desk)
        rule = await add(desk, audit_share=0.5)
        path = {"client": desk.client, "rule": rule.id}
        await desk.get(SWITCH_AUTOMATION, path=path, body={"is_on": True})
        await desk.ring_timers()
        weighed_at = (await get(desk, rule)).computed_at
        for errors in range(1, 13):
            item = await taken(desk, rule, for_audit=True)
            await desk.decide(item.id, "approve", "legitimate")
            await desk.ring_timers()
            found = await get(desk, rule)
            assert found.audited_errors == errors
            if found.state == "stopped":
                break
        assert (found.state, found.computed_at) == ("stopped", weighed_at)
        assert Audit(errors, errors).breaks(rule.highest_error)
        assert not Audit(errors - 1, errors - 1).breaks(rule.highest_error)


class TestManyActs:
    async def test_an_audit_compares_no_act_with_each_word(self, desk: Desk) -> None:
        rule = await acting(desk)
        await taken(desk, rule)
        audited = await taken(desk, rule, for_audit=True)
        await correct(desk, audited, "toxic", value=False)
        await desk.ring_timers()
        since = rule.switched_at or desk.runtime.clock.now()
        async with desk.runtime.database.unit([desk.client], actor="test") as unit:
            for statement in _COPY_ACTS:
                await unit.session.execute(text(statement))
            await unit.session.execute(text("set local statement_timeout = 2000"))
            (told,) = await acts.read_outcomes(unit.session, desk.client, rule.id, "toxic", since)
            assert told == (True, Word("", "", corrected=False), MANY + 1)
            assert await acts.count_done(unit.session, desk.client, rule.id, since) == MANY + 1

    async def test_what_the_network_refused_is_no_act(self, desk: Desk) -> None:
        rule = await acting(desk)
        for outcome in ("sent", "refused"):
            await taken(desk, rule)
            await desk.ring_timers()
            await desk.hear(outcome)
        audited = await taken(desk, rule, for_audit=True)
        await desk.decide(audited.id, "hide")
        await desk.ring_timers()
        found = await get(desk, rule)
        assert (found.acted_count, found.audited_count, found.audited_errors) == (1, 1, 0)


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
