"""On what people's word about messages a rule's figures rest, and of which model."""

from services.contracts.triage import ADD_AUTOMATION
from services.runtime.ids import new_id
from tests.triage.automation.ruling import (
    ENOUGH,
    RULE,
    acting,
    add,
    by_whom,
    change_model,
    correct,
    decided,
    get,
    go_back,
    promote,
    switch,
    taken,
    written,
)
from tests.triage.desk import Desk


class TestWhatCounts:
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


class TestWhatTheMachineSaidThen:
    async def test_what_people_deleted_and_what_left_the_network_since_still_counts(self, desk: Desk) -> None:
        deleted, gone = await written(desk, 2)
        await desk.decide(deleted.id, "delete")
        await desk.hear("sent")
        desk.ingest.delete(deleted)
        await desk.decide(gone.id, "hide")
        await desk.hear("sent")
        desk.ingest.delete(gone)
        await desk.catch_up()
        rule = await add(desk)
        assert (rule.evidence_count, rule.error_count) == (2, 0)

    async def test_a_deletion_taken_back_is_an_error_although_nothing_was_left_to_assess(
        self, desk: Desk
    ) -> None:
        (item,) = await decided(desk, 1, "delete")
        await desk.hear("sent")
        desk.ingest.delete(item)
        await desk.catch_up()
        await desk.decide(item.id, "restore", "legitimate")
        rule = await add(desk)
        assert (rule.evidence_count, rule.error_count) == (1, 1)

    async def test_words_changed_since_were_not_what_people_judged(self, desk: Desk) -> None:
        (item,) = await decided(desk, 1)
        desk.ingest.edit(item, "Pardon, merci")
        await desk.catch_up()
        assert (await add(desk)).evidence_count == 1


class TestCorrections:
    async def test_a_denied_label_is_an_error_with_a_decision_and_without(self, desk: Desk) -> None:
        (hidden,) = await decided(desk, 1)
        (untouched,) = await written(desk)
        for item in (hidden, untouched):
            await correct(desk, item, "toxic", value=False)
        rule = await add(desk)
        assert (rule.evidence_count, rule.error_count) == (2, 2)

    async def test_taken_back_it_denies_nothing(self, desk: Desk) -> None:
        (item,) = await decided(desk, 1)
        for value in (False, None):
            await correct(desk, item, "toxic", value=value)
        rule = await add(desk)
        assert (rule.evidence_count, rule.error_count) == (1, 0)

    async def test_a_confirmed_label_says_nothing_of_an_act_unless_people_did_it(self, desk: Desk) -> None:
        (hidden,) = await decided(desk, 1, "hide", "off_topic")
        assert (await add(desk)).error_count == 1
        (untouched,) = await written(desk)
        for item in (hidden, untouched):
            await correct(desk, item, "toxic", value=True)
        rule = await add(desk)
        assert (rule.evidence_count, rule.error_count) == (1, 0)

    async def test_another_label_is_another_matter(self, desk: Desk) -> None:
        (item,) = await decided(desk, 1)
        await correct(desk, item, "question", value=False)
        assert (await add(desk)).error_count == 0


class TestAnotherModel:
    async def test_nothing_is_done_by_it_on_what_was_shown_of_the_one_before(self, desk: Desk) -> None:
        rule = await acting(desk)
        change_model(desk)
        item = await taken(desk, rule)
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == []
        found = await get(desk, rule)
        assert (found.state, found.model, found.threshold) == ("gathering", "other", None)
        assert (found.evidence_count, found.other_count) == (0, ENOUGH)

    async def test_it_acts_once_enough_was_decided_about_it(self, desk: Desk) -> None:
        rule = await acting(desk)
        change_model(desk)
        await decided(desk, 50)
        await desk.ring_timers()
        assert (await get(desk, rule)).state == "acting"
        item = await taken(desk, rule)
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == [("system:rule", "hide")]

    async def test_a_message_that_no_model_could_read_is_no_other_model(self, desk: Desk) -> None:
        rule = await acting(desk)
        await written(desk, 1, "illisible")
        item = await taken(desk, rule)
        await written(desk, 1, "illisible")
        await decided(desk, 50)
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == [("system:rule", "hide")]
        found = await get(desk, rule)
        assert (found.model, found.model_since, found.other_count) == ("fake", rule.model_since, 0)

    async def test_what_was_drawn_before_is_not_acted_on_after(self, desk: Desk) -> None:
        rule = await acting(desk)
        item = await taken(desk, rule)
        change_model(desk)
        desk.ingest.edit(item, "Quel idiot !")
        await desk.catch_up()
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == []

    async def test_the_audit_begins_anew_with_it(self, desk: Desk) -> None:
        rule = await acting(desk)
        await taken(desk, rule)
        await desk.ring_timers()
        desk.move_clock_by_minutes(1)
        change_model(desk)
        await written(desk, 1, "Bonjour")
        await desk.ring_timers()
        assert (await get(desk, rule)).acted_count == 0


class TestOwnLayer:
    """The client's layer is promoted with a head for `question`, then with one for `toxic` beside it."""

    async def test_one_that_learnt_another_label_leaves_the_rule_its_evidence_and_its_audit(
        self, desk: Desk
    ) -> None:
        rule = await acting(desk)
        await taken(desk, rule)
        await desk.ring_timers()
        await promote(desk, 1, question=1)
        item = await taken(desk, rule)
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == [("system:rule", "hide")]
        await decided(desk, 50)
        await desk.ring_timers()
        found = await get(desk, rule)
        assert (found.state, found.model, found.model_since) == ("acting", "fake/c1", rule.model_since)
        assert (found.evidence_count, found.other_count, found.acted_count) == (ENOUGH + 50, 0, 2)

    async def test_one_that_learnt_the_rules_label_makes_it_wait_and_going_back_gives_it_back(
        self, desk: Desk
    ) -> None:
        rule = await acting(desk)
        await promote(desk, 1, question=1)
        await promote(desk, 2, question=1, toxic=2)
        item = await taken(desk, rule)
        await desk.ring_timers()
        assert await by_whom(desk, item.id) == []
        found = await get(desk, rule)
        assert (found.state, found.evidence_count, found.other_count) == ("gathering", 0, ENOUGH)
        await go_back(desk, 1)
        await decided(desk, 50)
        await desk.ring_timers()
        found = await get(desk, rule)
        assert (found.state, found.model, found.evidence_count) == ("acting", "fake/c1", ENOUGH + 50)
