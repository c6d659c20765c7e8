"""Sending: one action per reply, asked for until it is heard, and its end learned from ingest's log."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.contracts.problem import FieldError
from services.contracts.reply import GET_REPLY, SEND_REPLY_NOW
from services.reply.replies.jobs import TIMERS
from services.runtime.problems import Conflict, Forbidden, Invalid, Problem, TooMany, Unavailable
from tests.reply.conftest import Agency, Person
from tests.reply.ingest import FakeIngest
from tests.reply.replies.conftest import TEXT, state_of


@pytest.fixture
async def sending(nadia: Person, accepted: dict[str, Any]) -> dict[str, Any]:
    """A reply whose window was ended, and that ingest was not asked for yet."""
    return dict((await nadia.ask(SEND_REPLY_NOW, reply=accepted["id"])).json())


class TestAskingIngest:
    async def test_the_action_carries_the_text_and_who_approved_it(
        self, floor: Agency, ingest: FakeIngest, sending: dict[str, Any], bank: UUID, item: UUID
    ) -> None:
        await floor.ring(bank)
        (wanted,) = ingest.requests
        assert (wanted.text, wanted.item_id, str(wanted.origin)) == (TEXT, item, sending["id"])
        assert (wanted.approved_by, wanted.approved_hash) == ("user:nadia", sending["text_hash"])
        assert (ingest.subjects, list(ingest.actions)) == (["user:nadia"], [sending["id"]])
        assert await floor.due(bank) == []

    async def test_a_job_run_twice_asks_once(
        self, floor: Agency, ingest: FakeIngest, sending: dict[str, Any], bank: UUID
    ) -> None:
        timers = await floor.due(bank)
        for timer in [*timers, *timers]:
            await TIMERS[timer.kind](floor.runtime, bank, timer.key)
        assert len(ingest.requests) == 1

    @pytest.mark.parametrize(
        "trouble",
        [Unavailable(), TooMany(), Conflict("Wait.", code="still_running")],
        ids=lambda one: one.code,
    )
    async def test_it_asks_again_until_it_is_heard(
        self,
        floor: Agency,
        ingest: FakeIngest,
        nadia: Person,
        sending: dict[str, Any],
        bank: UUID,
        trouble: Problem,
    ) -> None:
        ingest.trouble = [trouble] * 12
        for _ in range(12):
            await floor.ring(bank, rounds=1)
            floor.wait(61)
        assert (await state_of(nadia, sending), ingest.requests) == ("sending", [])
        await floor.ring(bank)
        assert len(ingest.requests) == 1

    async def test_it_waits_before_it_asks_again(
        self, floor: Agency, ingest: FakeIngest, sending: dict[str, Any], bank: UUID
    ) -> None:
        ingest.trouble = [Unavailable()]
        await floor.ring(bank)
        assert (ingest.trouble, await floor.due(bank)) == ([], [])

    async def test_a_lost_answer_makes_no_second_action(
        self, floor: Agency, ingest: FakeIngest, sending: dict[str, Any], bank: UUID
    ) -> None:
        ingest.losing = 3
        for _ in range(5):
            await floor.ring(bank)
            floor.wait(61)
        assert (len(ingest.requests), len(ingest.actions)) == (4, 1)

    @pytest.mark.parametrize(
        "no",
        [
            Conflict("The post is closed."),
            Invalid("The post is closed."),
            Invalid(errors=[FieldError(field="text", code="too_long", message="is too long")]),
        ],
    )
    async def test_a_final_no_is_kept_with_its_reason(
        self,
        floor: Agency,
        ingest: FakeIngest,
        nadia: Person,
        sending: dict[str, Any],
        bank: UUID,
        no: Problem,
    ) -> None:
        ingest.trouble = [no]
        await floor.ring(bank)
        reply = (await nadia.ask(GET_REPLY, reply=sending["id"])).json()
        assert reply["state"] == "refused"
        assert reply["detail"] in {"The post is closed.", "text: is too long"}
        floor.wait(3600)
        assert await floor.due(bank) == []

    async def test_an_action_that_exists_already_is_no_refusal(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, sending: dict[str, Any], bank: UUID
    ) -> None:
        ingest.losing = 1
        await floor.ring(bank)
        ingest.trouble = [Conflict("This was requested before.", code="origin_acted")]
        floor.wait(61)
        await floor.ring(bank)
        assert (await state_of(nadia, sending), ingest.trouble) == ("sending", [])
        ingest.settle(UUID(sending["id"]), "sent")
        await floor.follow(bank)
        assert await state_of(nadia, sending) == "published"

    async def test_what_nobody_expected_is_postponed_and_then_set_aside(
        self, floor: Agency, ingest: FakeIngest, sending: dict[str, Any], bank: UUID
    ) -> None:
        ingest.trouble = [Forbidden()] * 20
        for _ in range(10):
            await floor.ring(bank, rounds=1)
            floor.wait(301)
        async with floor.runtime.database.unit([bank], actor="test") as unit:
            rows = (await unit.session.execute(unit.plumbing.set_aside.select())).all()
        assert [row.position for row in rows] == [f"reply.request:{sending['id']}"]

    async def test_without_any_answer_for_hours_a_person_has_to_look(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, sending: dict[str, Any], bank: UUID
    ) -> None:
        ingest.losing = 100
        await floor.ring(bank)
        floor.wait(21 * 3600)
        asked = len(ingest.requests)
        await floor.ring(bank)
        reply = (await nadia.ask(GET_REPLY, reply=sending["id"])).json()
        assert (reply["state"], len(ingest.requests)) == ("unknown", asked)


class TestLearningTheEnd:
    @pytest.fixture
    async def asked(self, floor: Agency, sending: dict[str, Any], bank: UUID) -> dict[str, Any]:
        await floor.ring(bank)
        return sending

    async def test_sent_is_published(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, asked: dict[str, Any], bank: UUID
    ) -> None:
        ingest.settle(UUID(asked["id"]), "sent")
        await floor.follow(bank)
        reply = (await nadia.ask(GET_REPLY, reply=asked["id"])).json()
        assert (reply["state"], reply["url"], reply["external_id"]) == (
            "published",
            "https://site.example/#r1",
            "r1",
        )
        assert (reply["published_at"] is not None, reply["can_recall"]) == (True, False)

    @pytest.mark.parametrize("end", ["refused", "unknown"])
    async def test_refused_and_unknown_say_why(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, asked: dict[str, Any], bank: UUID, end: Any
    ) -> None:
        ingest.settle(UUID(asked["id"]), end, detail="Le réseau ne dit rien.")
        await floor.follow(bank)
        reply = (await nadia.ask(GET_REPLY, reply=asked["id"])).json()
        assert (reply["state"], reply["detail"], reply["published_at"]) == (
            end,
            "Le réseau ne dit rien.",
            None,
        )

    async def test_cancelled_is_recalled(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, asked: dict[str, Any], bank: UUID
    ) -> None:
        ingest.settle(UUID(asked["id"]), "cancelled")
        await floor.follow(bank)
        assert await state_of(nadia, asked) == "recalled"

    async def test_unknown_that_is_found_later_is_published(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, asked: dict[str, Any], bank: UUID
    ) -> None:
        for end in ("unknown", "sent"):
            ingest.settle(UUID(asked["id"]), end)
            await floor.follow(bank)
        assert await state_of(nadia, asked) == "published"

    async def test_unknown_that_a_person_does_not_find_is_refused_and_its_words_are_kept(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, asked: dict[str, Any], bank: UUID
    ) -> None:
        for end in ("unknown", "refused", "sent"):
            ingest.settle(UUID(asked["id"]), end)
            await floor.follow(bank)
        reply = (await nadia.ask(GET_REPLY, reply=asked["id"])).json()
        assert (reply["state"], reply["text"], reply["published_at"]) == ("refused", asked["text"], None)
        topics = await floor.topics(bank)
        assert topics == ["reply.accepted", "reply.sending", "reply.unknown", "reply.refused"]

    async def test_who_looked_for_it_is_named(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, asked: dict[str, Any], bank: UUID
    ) -> None:
        ingest.settle(UUID(asked["id"]), "unknown")
        await floor.follow(bank)
        ingest.settle(UUID(asked["id"]), "refused", by="user:theo")
        await floor.follow(bank)
        reply = (await nadia.ask(GET_REPLY, reply=asked["id"])).json()
        assert (reply["state"], reply["settled_by"]) == ("refused", "user:theo")

    async def test_what_a_person_finds_later_was_published_when_it_left(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, asked: dict[str, Any], bank: UUID
    ) -> None:
        left_at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
        ingest.settle(UUID(asked["id"]), "unknown", left_at=left_at)
        await floor.follow(bank)
        ingest.settle(UUID(asked["id"]), "sent", left_at=left_at, by="user:theo")
        await floor.follow(bank)
        reply = (await nadia.ask(GET_REPLY, reply=asked["id"])).json()
        assert (reply["state"], reply["settled_by"]) == ("published", "user:theo")
        assert reply["published_at"] == "2026-03-02T12:00:00Z"

    async def test_the_end_may_come_before_the_answer_to_the_question(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, sending: dict[str, Any], bank: UUID
    ) -> None:
        ingest.losing = 1
        await floor.ring(bank)
        ingest.settle(UUID(sending["id"]), "sent")
        await floor.follow(bank)
        floor.wait(3600)
        await floor.ring(bank)
        assert (await state_of(nadia, sending), len(ingest.requests)) == ("published", 1)

    async def test_a_replay_from_the_beginning_changes_nothing(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, asked: dict[str, Any], bank: UUID
    ) -> None:
        ingest.settle(UUID(asked["id"]), "sent")
        await floor.follow(bank)
        before = (await nadia.ask(GET_REPLY, reply=asked["id"])).json()
        async with floor.runtime.database.unit([bank], actor="test") as unit:
            await unit.session.execute(update(unit.plumbing.cursor).values(seq=0))
        ingest.settle(UUID(asked["id"]), "refused", tell=False)
        await floor.follow(bank)
        after = (await nadia.ask(GET_REPLY, reply=asked["id"])).json()
        assert {**before, "now": after["now"]} == after
        assert await floor.topics(bank) == ["reply.accepted", "reply.sending", "reply.published"]
