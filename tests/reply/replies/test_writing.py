"""Writing replies: what may be said to whom, once per key, and who approved which text."""

import hashlib
from typing import Any
from uuid import UUID

from services.contracts.reply import (
    ACCEPT_REPLY,
    ADD_REPLY,
    CHANGE_REPLY,
    GET_REPLY,
    LIST_REPLIES,
    LOOK_UP_REPLIES,
)
from services.runtime.ids import new_id
from tests.reply.conftest import Agency, Person
from tests.reply.ingest import FakeIngest
from tests.reply.replies.conftest import TEXT, add


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class TestAddReply:
    async def test_a_draft_is_kept_with_what_it_answers(self, nadia: Person, item: UUID, bank: UUID) -> None:
        reply = await add(nadia, item, bank)
        assert (reply["state"], reply["text"], reply["text_hash"]) == ("draft", TEXT, hash_of(TEXT))
        assert (reply["author_name"], reply["network"]) == ("Léa Martin", "sandbox")
        assert reply["item_created_at"] == "2026-03-02T09:00:00Z"
        assert (reply["written_by"], reply["approved_by"]) == ("user:nadia", None)
        assert (await nadia.ask(GET_REPLY, reply=reply["id"])).json()["id"] == reply["id"]

    async def test_accepted_at_once_its_window_runs(self, nadia: Person, item: UUID, bank: UUID) -> None:
        reply = await add(nadia, item, bank, accept=True)
        assert (reply["state"], reply["approved_by"], reply["can_recall"]) == (
            "accepted",
            "user:nadia",
            True,
        )
        assert reply["accepted_at"] <= reply["now"] < reply["send_at"]

    async def test_the_same_key_gives_the_same_reply(self, nadia: Person, item: UUID, bank: UUID) -> None:
        body = {"item_id": str(item), "conversation_id": str(new_id()), "text": TEXT}
        first = await nadia.ask(ADD_REPLY, body, key="press", client=bank)
        again = await nadia.ask(ADD_REPLY, body, key="press", client=bank)
        assert (again.status_code, again.json()) == (201, first.json())
        assert again.headers["idempotent-replayed"] == "true"
        assert len((await nadia.ask(LIST_REPLIES)).json()["items"]) == 1

    async def test_it_is_given_again_when_the_item_is_gone_by_then(
        self, nadia: Person, item: UUID, bank: UUID, ingest: FakeIngest
    ) -> None:
        body = {"item_id": str(item), "conversation_id": str(new_id()), "text": TEXT}
        first = await nadia.ask(ADD_REPLY, body, key="press", client=bank)
        del ingest.items[item]
        assert (await nadia.ask(ADD_REPLY, body, key="press", client=bank)).json() == first.json()

    async def test_a_key_is_required(self, nadia: Person, item: UUID, bank: UUID) -> None:
        body = {"item_id": str(item), "conversation_id": str(new_id()), "text": TEXT}
        answer = await nadia.ask(ADD_REPLY, body, client=bank)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")

    async def test_what_its_author_changed_meanwhile_is_not_answered(
        self, nadia: Person, item: UUID, bank: UUID, ingest: FakeIngest
    ) -> None:
        seen = hash_of(ingest.items[item].text)
        ingest.items[item] = ingest.items[item].model_copy(update={"text": "Et le dimanche ?"})
        body = {"item_id": str(item), "conversation_id": str(new_id()), "text": TEXT, "answers": seen}
        refused = await nadia.ask(ADD_REPLY, body, key="press", client=bank)
        assert (refused.status_code, refused.json()["code"]) == (409, "item_changed")
        assert (await nadia.ask(LIST_REPLIES)).json()["items"] == []
        body["answers"] = hash_of("Et le dimanche ?")
        assert (await nadia.ask(ADD_REPLY, body, key="press", client=bank)).status_code == 201

    async def test_a_text_over_the_limit_is_named(self, nadia: Person, item: UUID, bank: UUID) -> None:
        body = {"item_id": str(item), "conversation_id": str(new_id()), "text": "🙂" * 301}
        answer = await nadia.ask(ADD_REPLY, body, key="press", client=bank)
        error = answer.json()["errors"][0]
        assert (answer.status_code, error["field"], error["code"]) == (422, "text", "too_long")
        assert "301" in error["message"]

    async def test_a_text_that_just_fits_counts_code_points(
        self, nadia: Person, item: UUID, bank: UUID
    ) -> None:
        assert len((await add(nadia, item, bank, text="🙂" * 300))["text"]) == 300

    async def test_a_blank_text_says_nothing(self, nadia: Person, item: UUID, bank: UUID) -> None:
        body = {"item_id": str(item), "conversation_id": str(new_id()), "text": " \n "}
        answer = await nadia.ask(ADD_REPLY, body, key="press", client=bank)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "blank")

    async def test_another_clients_item_does_not_exist(
        self, nadia: Person, bank: UUID, newspaper: UUID, ingest: FakeIngest
    ) -> None:
        theirs = ingest.add_item(newspaper, ingest.add_account(newspaper))
        answers = [
            await nadia.ask(
                ADD_REPLY,
                {"item_id": str(one), "conversation_id": str(new_id()), "text": TEXT},
                key=str(one),
                client=bank,
            )
            for one in (theirs, new_id())
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content

    async def test_an_account_that_takes_no_replies_says_so(
        self, nadia: Person, bank: UUID, ingest: FakeIngest
    ) -> None:
        item = ingest.add_item(bank, ingest.add_account(bank, can_reply=False))
        body = {"item_id": str(item), "conversation_id": str(new_id()), "text": TEXT}
        answer = await nadia.ask(ADD_REPLY, body, key="press", client=bank)
        assert (answer.status_code, answer.json()["code"]) == (409, "cannot_reply")

    async def test_what_was_deleted_is_not_answered(
        self, nadia: Person, bank: UUID, ingest: FakeIngest
    ) -> None:
        item = ingest.add_item(bank, ingest.add_account(bank), is_deleted=True)
        body = {"item_id": str(item), "conversation_id": str(new_id()), "text": TEXT}
        answer = await nadia.ask(ADD_REPLY, body, key="press", client=bank)
        assert (answer.status_code, answer.json()["code"]) == (409, "item_deleted")


class TestChangeReply:
    async def test_a_draft_takes_a_new_text(self, nadia: Person, item: UUID, bank: UUID) -> None:
        reply = await add(nadia, item, bank)
        changed = (await nadia.ask(CHANGE_REPLY, {"text": "Dès 8 h."}, reply=reply["id"])).json()
        assert (changed["text"], changed["text_hash"]) == ("Dès 8 h.", hash_of("Dès 8 h."))

    async def test_the_limit_holds_here_too(self, nadia: Person, item: UUID, bank: UUID) -> None:
        reply = await add(nadia, item, bank)
        answer = await nadia.ask(CHANGE_REPLY, {"text": "a" * 301}, reply=reply["id"])
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "text")

    async def test_what_was_accepted_stays_as_it_was_approved(
        self, nadia: Person, accepted: dict[str, str]
    ) -> None:
        answer = await nadia.ask(CHANGE_REPLY, {"text": "Autre chose."}, reply=accepted["id"])
        assert (answer.status_code, answer.json()["code"]) == (409, "not_a_draft")
        assert (await nadia.ask(GET_REPLY, reply=accepted["id"])).json()["text"] == TEXT


class TestAcceptReply:
    async def test_acceptance_names_the_text_that_was_seen(
        self, nadia: Person, theo: Person, item: UUID, bank: UUID, floor: Agency
    ) -> None:
        reply = await add(nadia, item, bank)
        answer = await theo.ask(ACCEPT_REPLY, {"text_hash": reply["text_hash"]}, reply=reply["id"])
        assert (answer.json()["state"], answer.json()["approved_by"]) == ("accepted", "user:theo")
        floor.wait(16)
        assert len(await floor.due(bank)) == 1

    async def test_an_edit_in_between_voids_it(self, nadia: Person, item: UUID, bank: UUID) -> None:
        reply = await add(nadia, item, bank)
        await nadia.ask(CHANGE_REPLY, {"text": "Autre chose."}, reply=reply["id"])
        answer = await nadia.ask(ACCEPT_REPLY, {"text_hash": reply["text_hash"]}, reply=reply["id"])
        assert (answer.status_code, answer.json()["code"]) == (409, "text_changed")
        assert (await nadia.ask(GET_REPLY, reply=reply["id"])).json()["state"] == "draft"

    async def test_a_second_acceptance_finds_no_draft(self, nadia: Person, accepted: dict[str, str]) -> None:
        answer = await nadia.ask(ACCEPT_REPLY, {"text_hash": accepted["text_hash"]}, reply=accepted["id"])
        assert (answer.status_code, answer.json()["code"]) == (409, "not_a_draft")


class TestListReplies:
    async def test_newest_first_in_pages(self, nadia: Person, item: UUID, bank: UUID) -> None:
        added = [(await add(nadia, item, bank))["id"] for _ in range(5)]
        seen, cursor, pages = [], None, 0
        while pages == 0 or cursor:
            query: dict[str, Any] = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            page = (await nadia.ask(LIST_REPLIES, **query)).json()
            seen += [reply["id"] for reply in page["items"]]
            cursor, pages = page["next"], pages + 1
        assert (seen, pages) == (added[::-1], 3)

    async def test_filters_narrow_it(
        self, theo: Person, nadia: Person, item: UUID, bank: UUID, newspaper: UUID, ingest: FakeIngest
    ) -> None:
        draft = await add(nadia, item, bank)
        sent = await add(theo, item, bank, accept=True)
        other = ingest.add_item(newspaper, ingest.add_account(newspaper))
        theirs = await add(theo, other, newspaper)

        async def listed(**query: str) -> set[str]:
            return {reply["id"] for reply in (await theo.ask(LIST_REPLIES, **query)).json()["items"]}

        assert await listed() == {draft["id"], sent["id"], theirs["id"]}
        assert await listed(client=str(newspaper)) == {theirs["id"]}
        assert await listed(state="accepted") == {sent["id"]}
        assert await listed(written_by="user:nadia") == {draft["id"]}
        assert await listed(conversation=sent["conversation_id"]) == {sent["id"]}

    async def test_a_cursor_of_somebody_elses_making_is_refused(self, nadia: Person) -> None:
        for cursor in ("nonsense", "WyJ4Il0", "WzFd"):
            answer = await nadia.ask(LIST_REPLIES, cursor=cursor)
            assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


class TestLookUpReplies:
    async def test_those_that_exist_are_found(self, nadia: Person, item: UUID, bank: UUID) -> None:
        reply = await add(nadia, item, bank)
        body = {"ids": [reply["id"], str(new_id())]}
        found = (await nadia.ask(LOOK_UP_REPLIES, body, client=bank)).json()["items"]
        assert [one["id"] for one in found] == [reply["id"]]
