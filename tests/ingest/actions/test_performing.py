"""Performing: at most one publication, whatever the network does and whenever a worker dies."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from services.ingest.actions import repository
from services.ingest.actions.domain import LEASE, LEASE_ENDED, LOOKS, MAX_ATTEMPTS, NOT_DONE, PERFORM
from services.ingest.networks.errors import (
    CredentialsRejected,
    Gone,
    NetworkError,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SurelyNotSent,
)
from services.runtime.ids import new_id
from tests.ingest.actions.conftest import Desk
from tests.waiting import eventually

MINUTE = timedelta(minutes=1)
NOT_SENT = [SurelyNotSent("connect_failed"), CredentialsRejected("unauthorized"), RateLimited("rate_limited")]
FINAL = [Refused("forbidden"), Gone("not_found")]


class TestPerform:
    async def test_a_reply_is_published_once_and_others_are_told(self, desk: Desk) -> None:
        action = await desk.requested()
        await desk.pass_time(action, timedelta(seconds=5))
        state = await desk.state(action)
        assert (state["state"], state["external_id"], state["needs_person"]) == ("sent", "r1", False)
        (reply,) = desk.network.accepted
        assert (reply.parent, reply.post, reply.text) == ("c1", "p1", "Bonjour, nous regardons.")
        assert await desk.settled_events() == 1

    async def test_eight_workers_at_once_publish_once(self, desk: Desk) -> None:
        action = await desk.requested()
        await asyncio.gather(*(desk.ring(PERFORM, action) for _ in range(8)))
        assert len(desk.network.accepted) == 1

    @pytest.mark.parametrize("error", NOT_SENT, ids=lambda error: error.code)
    async def test_what_was_surely_not_sent_is_tried_again(self, desk: Desk, error: NetworkError) -> None:
        desk.network.before = [error]
        action = await desk.requested()
        await desk.pass_time(action, timedelta(seconds=1))
        assert (await desk.state(action))["state"] == "approved"
        await desk.pass_time(action, timedelta(seconds=10))
        assert (await desk.state(action))["state"] == "sent"
        assert len(desk.network.accepted) == 1

    async def test_it_is_refused_after_the_last_attempt(self, desk: Desk) -> None:
        desk.network.before = [SurelyNotSent("connect_failed")] * MAX_ATTEMPTS
        action = await desk.requested()
        await desk.pass_time(action, timedelta(hours=1))
        state = await desk.state(action)
        assert (state["state"], state["code"], state["attempts"]) == (
            "refused",
            "connect_failed",
            MAX_ATTEMPTS,
        )
        assert desk.network.accepted == []

    @pytest.mark.parametrize("error", FINAL, ids=lambda error: error.code)
    async def test_the_networks_no_is_final(self, desk: Desk, error: NetworkError) -> None:
        desk.network.before = [error]
        action = await desk.requested()
        await desk.pass_time(action, 15 * MINUTE)
        state = await desk.state(action)
        assert (state["state"], state["code"]) == ("refused", error.code)
        assert desk.network.accepted == []
        assert await desk.settled_events() == 1


class TestUnknown:
    async def test_what_is_found_on_the_network_was_sent(self, desk: Desk) -> None:
        desk.network.after = [OutcomeUnknown("timeout")]
        action = await desk.requested()
        await desk.pass_time(action, timedelta(seconds=3))
        assert ((await desk.state(action))["state"], desk.network.looked) == ("unknown", 0)
        assert await desk.settled_events() == 0
        await desk.pass_time(action, timedelta(seconds=5))
        state = await desk.state(action)
        assert (state["state"], state["external_id"], desk.network.looked) == ("sent", "r1", 1)
        assert len(desk.network.accepted) == 1

    async def test_what_is_never_found_is_a_persons_to_decide_and_never_repeated(self, desk: Desk) -> None:
        desk.network.before = [OutcomeUnknown("http_502")]
        action = await desk.requested()
        await desk.pass_time(action, 12 * MINUTE)
        state = await desk.state(action)
        assert (state["state"], state["needs_person"]) == ("unknown", True)
        assert (desk.network.looked, desk.network.accepted) == (len(LOOKS), [])
        assert await desk.settled_events() == 1
        listed = await desk.ingest.http.get(
            "/v1/actions", params={"needs_person": True}, headers=desk.headers()
        )
        assert [one["id"] for one in listed.json()["items"]] == [str(action)]

    async def test_a_look_that_fails_is_one_look_and_no_more(self, desk: Desk) -> None:
        desk.network.after = [OutcomeUnknown("timeout")]
        action = await desk.requested()
        await desk.ring(PERFORM, action)
        desk.network.before = [OutcomeUnknown("timeout"), SurelyNotSent("connect_failed")]
        await desk.pass_time(action, 3 * MINUTE)
        assert ((await desk.state(action))["state"], desk.network.looked) == ("sent", 3)
        assert len(desk.network.accepted) == 1

    async def test_another_reply_of_the_same_words_is_not_taken_for_it(self, desk: Desk) -> None:
        first = await desk.requested(desk.body("Merci"))
        await desk.ring(PERFORM, first)
        desk.network.before = [OutcomeUnknown("http_500")]
        second = await desk.requested(desk.body("Merci"))
        await desk.pass_time(second, 12 * MINUTE)
        assert (await desk.state(first))["external_id"] == "r1"
        assert (await desk.state(second))["needs_person"] is True
        assert len(desk.network.accepted) == 1

    @pytest.mark.parametrize("kind", ["hide", "unhide", "mark_spam", "delete", "restore"])
    async def test_moderating_twice_is_moderating_once_so_it_is_repeated(self, desk: Desk, kind: str) -> None:
        desk.network.after = [OutcomeUnknown("timeout")]
        action = await desk.requested(desk.moderation(kind))
        await desk.pass_time(action, timedelta(seconds=30))
        assert (await desk.state(action))["state"] == "sent"
        assert desk.network.moderated == [(kind, "c1")] * 2


class TestSettle:
    """What nobody found on the network waits for a person who looks there."""

    @pytest.fixture
    async def undecided(self, desk: Desk) -> UUID:
        desk.network.before = [OutcomeUnknown("timeout")]
        action = await desk.requested()
        await desk.pass_time(action, 15 * MINUTE)
        assert (await desk.state(action))["needs_person"] is True
        return action

    @pytest.mark.parametrize("outcome", ["sent", "refused"])
    async def test_a_person_says_what_stands_there_and_others_are_told(
        self, desk: Desk, undecided: UUID, outcome: str
    ) -> None:
        before = await desk.settled_events()
        assert [await desk.settle(undecided, outcome) for _ in range(2)] == [200, 200]
        state = await desk.state(undecided)
        assert (state["state"], state["needs_person"], bool(state["settled_at"])) == (outcome, False, True)
        # What the network said in its trouble is no word about the end.
        assert (state["code"], state["detail"]) == (None, NOT_DONE if outcome == "refused" else None)
        assert (state["settled_by"], state["sending_at"] < state["settled_at"]) == ("user:nadia", True)
        assert await desk.settled_events() == before + 1
        await desk.pass_time(undecided, 15 * MINUTE)
        assert desk.network.accepted == []

    async def test_what_was_settled_stays_so(self, desk: Desk, undecided: UUID) -> None:
        await desk.settle(undecided, "refused")
        assert await desk.settle(undecided, "sent") == 409
        assert (await desk.state(undecided))["state"] == "refused"

    async def test_what_may_still_be_found_waits_for_nobody(self, desk: Desk) -> None:
        desk.network.after = [OutcomeUnknown("timeout")]
        action = await desk.requested()
        await desk.ring(PERFORM, action)
        assert (await desk.state(action))["state"] == "unknown"
        assert await desk.settle(action, "refused") == 409
        await desk.pass_time(action, MINUTE)
        found = await desk.state(action)
        assert (found["state"], found["settled_by"]) == ("sent", None)

    async def test_a_machine_does_not_decide(self, desk: Desk, undecided: UUID) -> None:
        assert await desk.settle(undecided, "sent", "system:rule") == 403
        assert (await desk.state(undecided))["state"] == "unknown"

    async def test_another_clients_does_not_exist(self, desk: Desk, undecided: UUID) -> None:
        assert await desk.settle(undecided, "sent", "user:theo", new_id()) == 404


class TestDeadWorker:
    async def test_between_claim_and_intent_nothing_left_so_it_is_done_later(self, desk: Desk) -> None:
        action = await desk.requested()
        async with desk.ingest.runtime.database.unit([desk.client.id], actor="test") as unit:
            claimed = await repository.claim(unit.session, desk.client.id, action)
        assert claimed is not None
        await desk.set_lease(action)
        await desk.pass_time(action, LEASE + timedelta(seconds=10))
        assert (await desk.state(action))["state"] == "sent"
        assert len(desk.network.accepted) == 1

    @pytest.mark.parametrize("was_accepted", [True, False])
    async def test_after_the_intent_the_network_is_asked(self, desk: Desk, *, was_accepted: bool) -> None:
        action = await desk.requested()
        if was_accepted:
            desk.network.after = [asyncio.CancelledError()]  # type: ignore[list-item]  # dies in the call
        else:
            desk.network.before = [asyncio.CancelledError()]  # type: ignore[list-item]  # dies in the call
        with pytest.raises(asyncio.CancelledError):
            await desk.ring(PERFORM, action)
        assert (await desk.state(action))["state"] == "sending"
        await desk.pass_time(action, 15 * MINUTE)
        state = await desk.state(action)
        assert (state["state"], state["needs_person"]) == (
            ("sent", False) if was_accepted else ("unknown", True)
        )
        assert len(desk.network.accepted) == int(was_accepted)

    async def test_a_result_after_the_lease_is_still_the_result(self, desk: Desk) -> None:
        action = await desk.requested()
        may_answer = asyncio.Event()
        publish = desk.network.publish_reply

        async def slow(*given: object) -> object:
            answer = await publish(*given)  # type: ignore[arg-type]  # handed on as it came
            await may_answer.wait()
            return answer

        desk.network.publish_reply = slow  # type: ignore[assignment,method-assign]  # the fake's own method
        worker = asyncio.create_task(desk.ring(PERFORM, action))

        async def is_sending() -> bool:
            return bool((await desk.state(action))["state"] == "sending")

        await eventually(is_sending)
        desk.network.can_see = False
        desk.ingest.runtime.clock.move(LEASE + timedelta(seconds=1))
        await desk.ring(LEASE_ENDED, action)
        assert (await desk.state(action))["state"] == "unknown"
        may_answer.set()
        await worker
        assert (await desk.state(action))["state"] == "sent"
        assert len(desk.network.accepted) == 1


class TestCancel:
    async def test_before_it_leaves_nothing_leaves(self, desk: Desk) -> None:
        action = await desk.requested()
        assert await desk.cancel(action) == 200
        assert await desk.cancel(action) == 200
        await desk.pass_time(action, 2 * MINUTE)
        assert (await desk.state(action))["state"] == "cancelled"
        assert desk.network.accepted == []
        assert await desk.settled_events() == 1

    async def test_after_it_left_it_is_too_late(self, desk: Desk) -> None:
        action = await desk.requested()
        await desk.ring(PERFORM, action)
        assert await desk.cancel(action) == 409

    async def test_raced_against_sending_exactly_one_wins(self, desk: Desk) -> None:
        cancelled = 0
        for number in range(60):
            action = await desk.requested(desk.body(f"Réponse {number}"))
            sending = desk.ring(PERFORM, action)
            status, _ = await asyncio.gather(desk.cancel(action), sending)
            stands = sum(reply.text == f"Réponse {number}" for reply in desk.network.accepted)
            assert (status, stands) in {(200, 0), (409, 1)}
            cancelled += status == 200
        assert await desk.settled_events() == 60
        assert 0 <= cancelled <= 60
