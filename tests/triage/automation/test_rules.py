"""A client lets the machine act alone: on which evidence, what it does then, and what stops it."""

import pytest

from services.contracts.triage import (
    ADD_AUTOMATION,
    AUTOMATION_STOPPED,
    CHANGE_AUTOMATION,
    GET_AUTOMATION,
    LIST_AUTOMATION,
    LIST_STOPPED_AUTOMATION,
    REMOVE_AUTOMATION,
    Automation,
)
from services.contracts.values import Listed
from services.runtime.ids import new_id
from services.triage.automation.jobs import act_alone
from tests.triage.automation.ruling import (
    ENOUGH,
    RULE,
    acting,
    add,
    by_whom,
    correct,
    get,
    switch,
    taken,
    topics,
)
from tests.triage.desk import STAFF, Desk

MODERATOR = STAFF - {"automation:write"}


class TestWrite:
    async def test_a_rule_begins_switched_off_and_says_what_it_lacks(self, desk: Desk) -> None:
        rule = await add(desk, highest_error=0.05)
        assert (rule.state, rule.threshold, rule.evidence_count, rule.missing) == ("off", None, 0, 91)
        assert "91 more" in rule.sentence
        found: Listed[Automation] = await desk.get(LIST_AUTOMATION, path={"client": desk.client})
        assert found.items == [rule] == [await get(desk, rule)]

    async def test_a_moderator_may_look_and_not_write(self, desk: Desk) -> None:
        answer = await desk.ask(ADD_AUTOMATION, path={"client": desk.client}, body=RULE, scopes=MODERATOR)
        assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")

    @pytest.mark.parametrize(
        "wrong", [{"highest_error": 0}, {"highest_error": 0.5}, {"audit_share": 0}, {"action": "praise"}]
    )
    async def test_no_limit_no_audit_or_an_unknown_action_is_refused(
        self, desk: Desk, wrong: dict[str, object]
    ) -> None:
        path = {"client": desk.client}
        answer = await desk.ask(ADD_AUTOMATION, path=path, body={**RULE, **wrong})
        assert answer.status_code == 422

    async def test_changed_it_is_off_and_weighed_anew(self, desk: Desk) -> None:
        rule = await acting(desk)
        path = {"client": desk.client, "rule": rule.id}
        body = {**RULE, "action": "delete"}
        changed = await desk.get(CHANGE_AUTOMATION, path=path, body=body)
        assert (changed.state, changed.threshold, changed.computed_at) == ("off", None, None)
        await desk.ring_timers()
        changed = await get(desk, rule)
        assert (changed.state, changed.threshold, changed.error_count) == ("off", None, ENOUGH)

    async def test_removed_it_is_gone(self, desk: Desk) -> None:
        rule = await acting(desk)
        path = {"client": desk.client, "rule": rule.id}
        assert (await desk.ask(REMOVE_AUTOMATION, path=path)).is_success
        assert (await desk.ask(REMOVE_AUTOMATION, path=path)).status_code == 404
        assert (await desk.ask(GET_AUTOMATION, path=path)).status_code == 404


class TestAct:
    async def test_it_hides_alone_and_the_act_shows_rule_threshold_and_evidence(self, desk: Desk) -> None:
        rule = await acting(desk)
        item = await taken(desk, rule)
        await desk.ring_timers()
        (decision,) = (await desk.item(item.id)).decisions
        assert (decision.kind, decision.reason, decision.decided_by) == ("hide", "insult", "system:rule")
        grounds = decision.grounds
        assert grounds is not None
        assert (grounds.rule_id, grounds.label, grounds.probability, grounds.model) == (
            rule.id,
            "toxic",
            1.0,
            "fake",
        )
        assert (grounds.threshold, grounds.evidence_count, grounds.error_count, grounds.bound) == (
            rule.threshold,
            ENOUGH,
            0,
            rule.bound,
        )
        await desk.hear("sent")
        assert (await desk.item(item.id)).state == "hidden"
        assert desk.ingest.asked[-1][1].approved_by == "system:rule"

    async def test_a_share_goes_to_people_and_looks_like_any_other(self, desk: Desk) -> None:
        rule = await acting(desk, audit_share=0.5)
        item = await taken(desk, rule, for_audit=True)
        await desk.ring_timers()
        found = await desk.item(item.id)
        assert (found.decisions, found.state, found.is_waiting) == ([], "visible", True)

    async def test_a_person_who_was_quicker_has_the_word(self, desk: Desk) -> None:
        rule = await acting(desk)
        item = await taken(desk, rule)
        await desk.decide(item.id, "approve", "legitimate")
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == [("user:nadia", "approve")]

    async def test_where_the_account_cannot_it_stays_with_people(self, desk: Desk) -> None:
        rule = await acting(desk)
        desk.account = desk.ingest.add_account(desk.client, can_hide=False)
        item = await taken(desk, rule)
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == []
        assert await desk.texts() == ["Quel idiot"]

    async def test_words_that_changed_meanwhile_are_not_acted_on(self, desk: Desk) -> None:
        rule = await acting(desk)
        item = await taken(desk, rule)
        desk.ingest.edit(item, "Pardon, merci")
        await desk.catch_up()
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == []

    async def test_killed_before_the_commit_or_rung_twice_it_acts_once(self, desk: Desk) -> None:
        rule = await acting(desk)
        item = await taken(desk, rule)
        desk.ingest.is_away = True
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == []
        desk.ingest.is_away = False
        desk.move_clock_by_minutes(1)
        for _ in range(2):
            await act_alone(desk.runtime, desk.client, f"{rule.id}:{item.id}")
            await desk.ring_timers()
        assert await by_whom(desk, item.id) == [("system:rule", "hide")]
        assert sum(asked.item_id == item.id for _, asked in desk.ingest.asked) == 1

    async def test_switched_off_it_leaves_what_it_had_not_done(self, desk: Desk) -> None:
        rule = await acting(desk)
        item = await taken(desk, rule)
        await switch(desk, rule, is_on=False)
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == []


class TestStop:
    async def test_audited_errors_stop_it_and_only_a_person_switches_it_on_again(self, desk: Desk) -> None:
        rule = await acting(desk, 80, audit_share=0.5)
        for _ in range(12):
            item = await taken(desk, rule, for_audit=True)
            await desk.decide(item.id, "approve", "legitimate")
            await desk.ring_timers()
            if (await get(desk, rule)).state == "stopped":
                break
        stopped = await get(desk, rule)
        assert (stopped.state, stopped.audited_count) == ("stopped", stopped.audited_errors)
        assert stopped.stopped_at is not None
        assert AUTOMATION_STOPPED in await topics(desk)
        item = await taken(desk, rule)
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == []
        told: Listed[Automation] = await desk.get(LIST_STOPPED_AUTOMATION)
        assert [one.id for one in told.items] == [rule.id]
        others: Listed[Automation] = await desk.get(LIST_STOPPED_AUTOMATION, clients=[new_id()])
        assert others.items == []
        again = await switch(desk, rule)
        assert (again.audited_count, again.stopped_at) == (0, None)
        told = await desk.get(LIST_STOPPED_AUTOMATION)
        assert told.items == []

    async def test_an_answer_to_a_message_left_for_audit_lets_it_stand_and_counts_at_once(
        self, desk: Desk
    ) -> None:
        rule = await acting(desk, audit_share=0.5)
        item = await taken(desk, rule, for_audit=True)
        desk.reply.publish(item, at=desk.runtime.clock.now())
        await desk.catch_up()
        await desk.ring_timers()
        found = await get(desk, rule)
        assert (found.audited_count, found.audited_errors) == (1, 1)

    async def test_acts_that_people_take_back_stop_it(self, desk: Desk) -> None:
        rule = await acting(desk)
        for _ in range(12):
            item = await taken(desk, rule)
            await desk.ring_timers()
            await desk.hear("sent")
            await desk.decide(item.id, "restore", "legitimate")
            await desk.ring_timers()
            if (await get(desk, rule)).state == "stopped":
                break
        stopped = await get(desk, rule)
        assert (stopped.state, stopped.acted_count) == ("stopped", stopped.reversed_count)

    async def test_a_denied_label_is_an_error_of_the_act_and_of_the_audit(self, desk: Desk) -> None:
        rule = await acting(desk, audit_share=0.5)
        acted_on, audited = await taken(desk, rule), await taken(desk, rule, for_audit=True)
        await desk.ring_timers()
        for item in (acted_on, audited):
            await correct(desk, item, "toxic", value=False)
        await desk.ring_timers()
        found = await get(desk, rule)
        assert (found.acted_count, found.reversed_count) == (1, 1)
        assert (found.audited_count, found.audited_errors) == (1, 1)

    async def test_right_acts_and_right_audits_do_not(self, desk: Desk) -> None:
        rule = await acting(desk, audit_share=0.5)
        item = await taken(desk, rule, for_audit=True)
        await taken(desk, rule)
        await desk.ring_timers()
        await desk.decide(item.id, "hide", "insult")
        await desk.ring_timers()
        found = await get(desk, rule)
        assert (found.state, found.audited_count, found.audited_errors) == ("acting", 1, 0)
        assert (found.acted_count, found.reversed_count) == (1, 0)
