"""The undo window: a recalled reply never existed, and what left is never said to be recalled."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.contracts.reply import RECALL_REPLY, SEND_REPLY_NOW, SET_VOICE
from services.reply.replies.jobs import TIMERS
from services.runtime.problems import Unavailable
from tests.reply.conftest import Agency, Person
from tests.reply.ingest import FakeIngest
from tests.reply.replies.conftest import add, state_of


def length_of(reply: dict[str, Any]) -> timedelta:
    """How long its window is, exactly; that it holds is tried seconds from its end, since a machine needs time."""
    begins, ends = (datetime.fromisoformat(reply[name]) for name in ("accepted_at", "send_at"))
    return ends - begins


class TestUndoWindow:
    async def test_until_it_ends_nothing_is_asked(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, accepted: dict[str, Any], bank: UUID
    ) -> None:
        assert length_of(accepted) == timedelta(seconds=15)
        floor.wait_until(accepted["send_at"], -5)
        await floor.ring(bank)
        assert (await state_of(nadia, accepted), ingest.requests) == ("accepted", [])
        floor.wait_until(accepted["send_at"])
        await floor.ring(bank)
        assert (await state_of(nadia, accepted), len(ingest.requests)) == ("sending", 1)

    async def test_its_length_is_the_clients_own(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, item: UUID, bank: UUID
    ) -> None:
        voice = {"undo_seconds": {"default": 15, "sandbox": 60}}
        assert (await nadia.ask(SET_VOICE, voice, client=bank)).status_code == 200
        accepted = await add(nadia, item, bank, accept=True)
        assert length_of(accepted) == timedelta(seconds=60)
        floor.wait_until(accepted["send_at"], -5)
        await floor.ring(bank)
        assert ingest.requests == []
        floor.wait_until(accepted["send_at"])
        await floor.ring(bank)
        assert len(ingest.requests) == 1

    async def test_an_early_bell_sends_nothing(
        self, floor: Agency, nadia: Person, accepted: dict[str, Any], bank: UUID
    ) -> None:
        floor.wait(16)
        early = await floor.due(bank)
        floor.wait(-16)
        for timer in early:
            await TIMERS[timer.kind](floor.runtime, bank, timer.key)
        assert (len(early), await state_of(nadia, accepted)) == (1, "accepted")


class TestSendReplyNow:
    async def test_the_window_ends_at_once(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, accepted: dict[str, Any], bank: UUID
    ) -> None:
        answer = await nadia.ask(SEND_REPLY_NOW, reply=accepted["id"])
        assert (answer.status_code, answer.json()["state"]) == (200, "sending")
        await floor.ring(bank)
        floor.wait(60)
        await floor.ring(bank)
        assert len(ingest.requests) == 1

    async def test_a_draft_is_not_sent(self, nadia: Person, item: UUID, bank: UUID) -> None:
        draft = await add(nadia, item, bank)
        answer = await nadia.ask(SEND_REPLY_NOW, reply=draft["id"])
        assert (answer.status_code, answer.json()["code"]) == (409, "not_accepted")

    async def test_the_second_press_is_told(self, nadia: Person, accepted: dict[str, Any]) -> None:
        await nadia.ask(SEND_REPLY_NOW, reply=accepted["id"])
        answer = await nadia.ask(SEND_REPLY_NOW, reply=accepted["id"])
        assert (answer.status_code, answer.json()["code"]) == (409, "already_sent")


class TestRecallReply:
    async def test_recalled_in_its_window_it_leaves_no_trace(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, accepted: dict[str, Any], bank: UUID
    ) -> None:
        answer = await nadia.ask(RECALL_REPLY, reply=accepted["id"])
        assert (answer.json()["state"], answer.json()["can_recall"]) == ("recalled", False)
        floor.wait(3600)
        await floor.ring(bank)
        assert (ingest.requests, await floor.due(bank)) == ([], [])
        assert await floor.topics(bank) == ["reply.accepted", "reply.recalled"]

    async def test_twice_is_harmless(self, nadia: Person, accepted: dict[str, Any]) -> None:
        await nadia.ask(RECALL_REPLY, reply=accepted["id"])
        again = await nadia.ask(RECALL_REPLY, reply=accepted["id"])
        assert (again.status_code, again.json()["state"]) == (200, "recalled")

    async def test_a_draft_has_nothing_to_recall(self, nadia: Person, item: UUID, bank: UUID) -> None:
        answer = await nadia.ask(RECALL_REPLY, reply=(await add(nadia, item, bank))["id"])
        assert (answer.status_code, answer.json()["code"]) == (409, "not_accepted")

    async def test_sending_but_not_asked_for_yet_it_never_reaches_ingest(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, accepted: dict[str, Any], bank: UUID
    ) -> None:
        await nadia.ask(SEND_REPLY_NOW, reply=accepted["id"])
        assert (await nadia.ask(RECALL_REPLY, reply=accepted["id"])).json()["state"] == "recalled"
        await floor.ring(bank)
        assert ingest.requests == []

    async def test_once_asked_for_ingest_cancels_it(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, accepted: dict[str, Any], bank: UUID
    ) -> None:
        await nadia.ask(SEND_REPLY_NOW, reply=accepted["id"])
        await floor.ring(bank)
        answer = await nadia.ask(RECALL_REPLY, reply=accepted["id"])
        assert (answer.json()["state"], ingest.action_of(UUID(accepted["id"])).state) == (
            "recalled",
            "cancelled",
        )
        await floor.follow(bank)
        assert await state_of(nadia, accepted) == "recalled"

    async def test_too_late_it_is_said_to_be_sent(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, accepted: dict[str, Any], bank: UUID
    ) -> None:
        await nadia.ask(SEND_REPLY_NOW, reply=accepted["id"])
        await floor.ring(bank)
        ingest.settle(UUID(accepted["id"]), "sent", tell=False)
        answer = await nadia.ask(RECALL_REPLY, reply=accepted["id"])
        assert (answer.status_code, answer.json()["code"]) == (409, "already_sent")
        assert await state_of(nadia, accepted) == "sending"

    async def test_an_action_whose_answer_was_lost_is_found_and_cancelled(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, accepted: dict[str, Any], bank: UUID
    ) -> None:
        ingest.losing = 1
        await nadia.ask(SEND_REPLY_NOW, reply=accepted["id"])
        await floor.ring(bank)
        assert (await nadia.ask(RECALL_REPLY, reply=accepted["id"])).json()["state"] == "recalled"
        assert [action.state for action in ingest.actions.values()] == ["cancelled"]
        floor.wait(3600)
        await floor.ring(bank)
        assert len(ingest.actions) == 1

    async def test_with_ingest_away_it_is_not_said_to_be_recalled(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, accepted: dict[str, Any], bank: UUID
    ) -> None:
        ingest.losing = 1
        await nadia.ask(SEND_REPLY_NOW, reply=accepted["id"])
        await floor.ring(bank)
        ingest.trouble = [Unavailable()]
        answer = await nadia.ask(RECALL_REPLY, reply=accepted["id"])
        assert (answer.status_code, answer.json()["retry"]) == (503, True)
        assert await state_of(nadia, accepted) == "sending"
