"""A client lets the machine act alone: on which evidence, what it does then, and what stops it."""

from uuid import UUID

import pytest

from services.contracts.ingest import Item
from services.contracts.triage import (
    ADD_AUTOMATION,
    AUTOMATION_STOPPED,
    CHANGE_AUTOMATION,
    GET_AUTOMATION,
    LIST_AUTOMATION,
    REMOVE_AUTOMATION,
    SWITCH_AUTOMATION,
    Automation,
)
from services.contracts.values import Listed
from services.runtime.events.log import read_page
from services.runtime.ids import new_id
from services.triage.automation.domain.audit import is_audited
from services.triage.automation.jobs import act_alone
from tests.triage.desk import STAFF, Desk

MODERATOR = STAFF - {"automation:write"}
RULE = {"label": "toxic", "action": "hide", "highest_error": 0.2, "audit_share": 0.02}
ENOUGH = 30


async def add(desk: Desk, **changes: object) -> Automation:
    return await desk.get(ADD_AUTOMATION, path={"client": desk.client}, body={**RULE, **changes})


async def switch(desk: Desk, rule: Automation, *, is_on: bool = True) -> Automation:
    path = {"client": desk.client, "rule": rule.id}
    return await desk.get(SWITCH_AUTOMATION, path=path, body={"is_on": is_on})


async def get(desk: Desk, rule: Automation) -> Automation:
    return await desk.get(GET_AUTOMATION, path={"client": desk.client, "rule": rule.id})


async def written(desk: Desk, count: int = 1, text: str = "Quel idiot", **changes: object) -> list[Item]:
    items = [desk.ingest.write(desk.account, text, **changes) for _ in range(count)]
    await desk.catch_up()
    return items


async def decided(desk: Desk, count: int = ENOUGH, kind: str = "hide", reason: str = "insult") -> None:
    """People decide about so many insults."""
    for item in await written(desk, count):
        await desk.decide(item.id, kind, reason)


async def acting(desk: Desk, decisions: int = ENOUGH, **changes: object) -> Automation:
    await decided(desk, decisions)
    rule = await switch(desk, await add(desk, **changes))
    assert rule.state == "acting"
    return rule


async def taken(desk: Desk, rule: Automation, *, for_audit: bool = False) -> Item:
    """Somebody writes an insult that the rule acts on, or that it leaves to people."""
    while True:
        item = desk.ingest.make(desk.account, "Quel idiot")
        if is_audited(rule.id, item.id, rule.audit_share) == for_audit:
            desk.ingest.items[item.id] = item
            desk.ingest.append(desk.client, "item.created", [item.id])
            await desk.catch_up()
            return item


async def by_whom(desk: Desk, item: UUID) -> list[tuple[str, str]]:
    return [(one.decided_by, one.kind) for one in (await desk.item(item)).decisions]


async def topics(desk: Desk) -> list[str]:
    async with desk.runtime.database.unit([desk.client], actor="test") as unit:
        page = await read_page(unit, desk.client, after=0, limit=200)
        return [event.topic for event in page.events]


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
        assert (changed.state, changed.threshold, changed.error_count) == ("off", None, ENOUGH)

    async def test_removed_it_is_gone(self, desk: Desk) -> None:
        rule = await acting(desk)
        path = {"client": desk.client, "rule": rule.id}
        assert (await desk.ask(REMOVE_AUTOMATION, path=path)).is_success
        assert (await desk.ask(REMOVE_AUTOMATION, path=path)).status_code == 404
        assert (await desk.ask(GET_AUTOMATION, path=path)).status_code == 404


class TestEvidence:
    async def test_switched_on_with_too_little_it_gathers_and_acts_once_there_is_enough(
        self, desk: Desk
    ) -> None:
        rule = await switch(desk, await add(desk))
        assert (rule.state, rule.switched_by) == ("gathering", "user:nadia")
        (item,) = await written(desk)
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == []
        await decided(desk, 50)
        await desk.ring_timers()
        rule = await get(desk, rule)
        assert (rule.state, rule.evidence_count, rule.error_count) == ("acting", 50, 0)
        assert rule.bound < 0.2

    async def test_only_peoples_latest_word_counts_and_an_answer_lets_stand(self, desk: Desk) -> None:
        first, second, third = await written(desk, 3)
        await desk.decide(first.id, "hide", "insult")
        await desk.decide(second.id, "approve", "legitimate")
        await desk.decide(second.id, "hide", "insult")
        desk.reply.publish(third, at=desk.runtime.clock.now())
        await desk.catch_up()
        rule = await add(desk)
        assert (rule.evidence_count, rule.error_count) == (3, 1)

    async def test_another_reason_another_network_and_another_client_are_other_evidence(
        self, desk: Desk
    ) -> None:
        await decided(desk, 3, "hide", "spam")
        assert (await add(desk)).error_count == 3
        assert (await add(desk, action="mark_spam")).error_count == 0
        assert (await add(desk, network="mastodon")).evidence_count == 0
        elsewhere = new_id()
        other = await desk.get(ADD_AUTOMATION, path={"client": elsewhere}, body=RULE, clients=[elsewhere])
        assert other.evidence_count == 0

    async def test_what_the_machine_did_is_no_evidence_for_it(self, desk: Desk) -> None:
        rule = await acting(desk)
        await taken(desk, rule)
        await desk.ring_timers()
        assert (await add(desk)).evidence_count == ENOUGH


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
        again = await switch(desk, rule)
        assert (again.audited_count, again.stopped_at) == (0, None)

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
