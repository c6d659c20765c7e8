"""A person decides about a message: approved at once, hidden when the network has done it."""

import pytest

from services.contracts.problem import ProblemBody
from services.contracts.triage import DECIDE, DECISION_MADE, DECISION_SETTLED, LOOK_UP_DECISIONS, Decision
from services.contracts.values import Listed
from services.runtime.events.log import read_page
from services.runtime.ids import new_id
from tests.triage.desk import Desk, gather_bounded


async def topics(desk: Desk) -> list[str]:
    async with desk.runtime.database.unit([desk.client], actor="test") as unit:
        page = await read_page(unit, desk.client, after=0, limit=200)
        return [event.topic for event in page.events if event.topic.startswith("decision.")]


async def refusal(desk: Desk, item: object, kind: str = "hide", reason: str = "insult") -> tuple[int, str]:
    answer = await desk.ask(DECIDE, path={"item": item}, body={"kind": kind, "reason": reason})
    return answer.status_code, answer.json()["code"]


class TestApprove:
    async def test_it_is_in_force_at_once_and_the_network_is_not_asked(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Limite ?")
        await desk.catch_up()
        decision = await desk.decide(item.id, "approve", "legitimate", note="Vu avec Théo")
        assert (decision.state, decision.decided_by, decision.note) == (
            "in_force",
            "user:nadia",
            "Vu avec Théo",
        )
        assert await desk.texts() == []
        await desk.ring_timers()
        assert desk.ingest.asked == []
        assert await topics(desk) == [DECISION_MADE, DECISION_SETTLED]

    async def test_what_is_hidden_cannot_be_approved_any_more(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        await desk.decide(item.id, "hide")
        await desk.ring_timers()
        desk.ingest.settle(next(iter(desk.ingest.actions.values())), "sent")
        await desk.catch_up()
        assert await refusal(desk, item.id, "approve", "legitimate") == (409, "already_hidden")


class TestHide:
    async def test_it_is_pending_and_out_of_the_queue_until_the_network_has_answered(
        self, desk: Desk
    ) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        decision = await desk.decide(item.id, "hide", "insult", note="Injure")
        assert (decision.state, (await desk.item(item.id)).state) == ("pending", "hiding")
        assert desk.ingest.asked == []
        await desk.ring_timers()
        ((key, asked),) = desk.ingest.asked
        assert (key, asked.origin, asked.kind, asked.item_id) == (
            str(decision.id),
            decision.id,
            "hide",
            item.id,
        )
        assert asked.approved_by == "user:nadia"
        assert await desk.texts() == []

    async def test_rung_again_it_is_asked_only_once(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        await desk.decide(item.id, "hide")
        for _ in range(3):
            await desk.ring_timers()
        assert len(desk.ingest.asked) == 1

    async def test_where_the_network_cannot_hide_it_says_so(self, desk: Desk) -> None:
        account = desk.ingest.add_account(desk.client, network="mastodon", can_hide=False)
        item = desk.ingest.write(account, "Quel idiot")
        await desk.catch_up()
        assert await refusal(desk, item.id) == (409, "cannot_hide")
        assert await desk.texts() == ["Quel idiot"]

    async def test_while_ingest_is_away_it_is_decided_all_the_same_and_asked_later(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        desk.ingest.is_away = True
        assert (await desk.decide(item.id, "hide")).state == "pending"
        for minutes in range(1, 20):
            await desk.ring_timers()
            desk.move_clock_by_minutes(minutes)
        assert desk.ingest.asked == []
        desk.ingest.is_away = False
        await desk.ring_timers()
        assert len(desk.ingest.asked) == 1

    async def test_what_ingest_refuses_has_failed_and_the_message_waits_again(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        await desk.decide(item.id, "hide")
        desk.ingest.refuses = ProblemBody(
            status=409, code="conflict", title="No", detail="The account is gone."
        )
        await desk.ring_timers()
        (decision,) = (await desk.item(item.id)).decisions
        assert (decision.state, decision.detail) == ("failed", "The account is gone.")
        assert await desk.texts() == ["Quel idiot"]


class TestDecideAgain:
    async def test_the_same_again_is_the_same_decision(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        first = await desk.decide(item.id, "hide")
        assert await desk.decide(item.id, "hide") == first
        assert (await topics(desk)).count(DECISION_MADE) == 1

    async def test_two_people_at_once_make_one_decision(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        made = await gather_bounded(*(desk.decide(item.id, "hide") for _ in range(4)))
        assert len({decision.id for decision in made}) == 1

    async def test_another_while_one_is_pending_is_a_conflict(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        await desk.decide(item.id, "hide")
        assert await refusal(desk, item.id, "approve", "legitimate") == (409, "decision_pending")
        assert await refusal(desk, item.id, "hide", "hate") == (409, "decision_pending")

    async def test_after_a_failure_it_can_be_decided_anew(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        first = await desk.decide(item.id, "hide")
        await desk.ring_timers()
        desk.ingest.settle(next(iter(desk.ingest.actions.values())), "refused", "The site says no.")
        await desk.catch_up()
        second = await desk.decide(item.id, "hide")
        assert (second.id != first.id, second.state) == (True, "pending")


class TestRefusals:
    async def test_a_deleted_message_and_one_of_our_own_are_not_decided_about(self, desk: Desk) -> None:
        gone = desk.ingest.write(desk.account, "Parti")
        desk.ingest.delete(gone)
        own = desk.ingest.write(desk.account, "Notre mot", is_ours=True)
        await desk.catch_up()
        assert await refusal(desk, gone.id) == (409, "item_deleted")
        assert await refusal(desk, own.id) == (409, "own_message")

    async def test_a_message_that_does_not_exist_is_not_found(self, desk: Desk) -> None:
        assert await refusal(desk, new_id()) == (404, "not_found")


class TestSettling:
    @pytest.mark.parametrize(
        ("outcome", "state", "item_state", "waits"),
        [
            ("sent", "in_force", "hidden", False),
            ("refused", "failed", "visible", True),
            ("cancelled", "failed", "visible", True),
            ("unknown", "unknown", "visible", True),
        ],
    )
    async def test_the_networks_answer_settles_it(
        self, desk: Desk, outcome: str, state: str, item_state: str, waits: bool
    ) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        await desk.decide(item.id, "hide")
        await desk.ring_timers()
        desk.ingest.settle(next(iter(desk.ingest.actions.values())), outcome, "said the site")
        await desk.catch_up()
        found = await desk.item(item.id)
        (decision,) = found.decisions
        assert (decision.state, found.state, found.is_waiting) == (state, item_state, waits)
        assert decision.detail == (None if state == "in_force" else "said the site")
        assert decision.settled_at is not None
        assert await topics(desk) == [DECISION_MADE, DECISION_SETTLED]

    async def test_an_unknown_outcome_may_still_become_known_and_a_known_one_stays(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        await desk.decide(item.id, "hide")
        await desk.ring_timers()
        action = next(iter(desk.ingest.actions.values()))
        for outcome in ("unknown", "sent", "refused"):
            desk.ingest.settle(action, outcome)
            await desk.catch_up()
        found = await desk.item(item.id)
        assert (found.state, found.decisions[0].state) == ("hidden", "in_force")
        assert await topics(desk) == [DECISION_MADE, DECISION_SETTLED, DECISION_SETTLED]


class TestLookUpDecisions:
    async def test_those_of_the_client_by_id(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        made = await desk.decide(item.id, "hide")
        found: Listed[Decision] = await desk.get(
            LOOK_UP_DECISIONS, path={"client": desk.client}, body={"ids": [str(made.id), str(new_id())]}
        )
        assert found.items == [made]
