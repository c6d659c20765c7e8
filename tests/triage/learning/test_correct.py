"""A person corrects a label with one word, takes it back, and all of it stays as evidence."""

from typing import Any

import pytest
from sqlalchemy import text

from services.contracts.ingest import Item
from services.contracts.triage import CORRECT_LABEL, Correction
from services.runtime.ids import new_id
from services.triage.learning.service import note_decision
from tests.triage.desk import Desk


async def arrived(desk: Desk, words: str = "Quand, idiot ?", **changes: Any) -> Item:
    item = desk.ingest.write(desk.account, words, **changes)
    await desk.catch_up()
    return item


async def correct(desk: Desk, item: Item, label: str, value: bool | None, **sent: Any) -> list[Correction]:
    body = {"label": label, "value": value}
    return (await desk.get(CORRECT_LABEL, path={"item": item.id}, body=body, **sent)).items


async def evidence(desk: Desk) -> list[tuple[Any, ...]]:
    """Label, value, source, who, what the machine had said, and whether it still holds."""
    async with desk.runtime.database.unit([desk.client], actor="user:nadia") as unit:
        rows = await unit.session.execute(
            text(
                "select label, value, source, actor, said, withdrawn_at is null as holds "
                "from triage.evidence order by at, label"
            )
        )
        return [tuple(row) for row in rows]


class TestCorrect:
    async def test_it_holds_at_once_beside_what_the_machine_said(self, desk: Desk) -> None:
        item = await arrived(desk)
        (correction,) = await correct(desk, item, "toxic", value=False)
        shown = (await desk.item(item.id)).corrections
        assert shown == [correction]
        assert (correction.label, correction.value, correction.by) == ("toxic", False, "user:nadia")
        assert correction.said == 1.0

    async def test_a_label_of_which_nothing_was_said_can_be_named_too(self, desk: Desk) -> None:
        (correction,) = await correct(desk, await arrived(desk), "lead", value=True)
        assert (correction.value, correction.said) == (True, None)

    async def test_the_last_word_counts_and_the_first_stays_on_record(self, desk: Desk) -> None:
        item = await arrived(desk)
        await correct(desk, item, "toxic", value=False)
        (correction,) = await correct(desk, item, "toxic", value=True, subject="user:théo")
        assert (correction.value, correction.by) == (True, "user:théo")
        assert sorted((row[3], row[5]) for row in await evidence(desk)) == [
            ("user:nadia", False),
            ("user:théo", True),
        ]

    async def test_the_same_word_again_changes_nothing(self, desk: Desk) -> None:
        item = await arrived(desk)
        first = await correct(desk, item, "toxic", value=False)
        assert await correct(desk, item, "toxic", value=False, subject="user:théo") == first
        assert len(await evidence(desk)) == 1

    async def test_it_is_taken_back(self, desk: Desk) -> None:
        item = await arrived(desk)
        await correct(desk, item, "toxic", value=False)
        assert await correct(desk, item, "toxic", value=None) == []
        assert (await desk.item(item.id)).corrections == []
        assert [row[5] for row in await evidence(desk)] == [False]

    async def test_an_unknown_label_is_named(self, desk: Desk) -> None:
        item = await arrived(desk)
        body = {"label": "boring", "value": True}
        answer = await desk.ask(CORRECT_LABEL, path={"item": item.id}, body=body)
        assert [error["field"] for error in answer.json()["errors"]] == ["label"]

    async def test_what_we_wrote_and_what_is_deleted_have_nothing_to_correct(self, desk: Desk) -> None:
        ours = await arrived(desk, "Notre mot", is_ours=True)
        gone = await arrived(desk)
        desk.ingest.delete(gone)
        await desk.catch_up()
        body = {"label": "toxic", "value": True}
        answers = [await desk.ask(CORRECT_LABEL, path={"item": one.id}, body=body) for one in (ours, gone)]
        assert [answer.json()["code"] for answer in answers] == ["own_message", "item_deleted"]

    async def test_another_clients_message_reads_like_one_that_never_was(self, desk: Desk) -> None:
        item = await arrived(desk)
        body = {"label": "toxic", "value": True}
        answers = [
            await desk.ask(CORRECT_LABEL, clients=[new_id()], path={"item": one}, body=body)
            for one in (item.id, new_id())
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        assert await evidence(desk) == []


class TestCounting:
    async def test_what_is_denied_counts_no_more_at_once(self, desk: Desk) -> None:
        item = await arrived(desk)
        await correct(desk, item, "toxic", value=False)
        assert await desk.texts(label="toxic") == []
        assert "toxic" not in (await desk.counts()).by_label

    async def test_an_answer_counts_and_is_taken_back(self, desk: Desk) -> None:
        item = await arrived(desk)
        body = {"label": "sentiment", "value": True, "answer": "positive"}
        (said,) = (await desk.get(CORRECT_LABEL, path={"item": item.id}, body=body)).items
        assert (said.answer, said.value) == ("positive", True)
        assessment = (await desk.item(item.id)).assessment
        assert assessment is not None
        assert assessment.sentiment == "positive"
        assert await correct(desk, item, "sentiment", value=None) == []

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"label": "sentiment", "value": True}, "answer"),
            ({"label": "sentiment", "value": False, "answer": "positive"}, "value"),
            ({"label": "urgency_level", "value": True, "answer": "3"}, "answer"),
            ({"label": "toxic", "value": True, "answer": "positive"}, "answer"),
            ({"label": "sentiment", "value": None, "answer": "positive"}, "answer"),
            ({"label": "sentiment", "value": "peut-être", "answer": "positive"}, "value"),
        ],
    )
    async def test_an_answer_that_none_is_is_refused_and_named(
        self, desk: Desk, body: dict[str, Any], field: str
    ) -> None:
        item = await arrived(desk)
        answer = await desk.ask(CORRECT_LABEL, path={"item": item.id}, body=body)
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [field]

    async def test_of_words_that_were_changed_it_stays_known_and_counts_no_more(self, desk: Desk) -> None:
        item = await arrived(desk)
        await correct(desk, item, "toxic", value=False)
        desk.ingest.edit(item, "Quand donc, idiot ?")
        await desk.catch_up()
        shown = await desk.item(item.id)
        assert [(one.label, one.is_outdated) for one in shown.corrections] == [("toxic", True)]
        assert await desk.texts(label="toxic") == ["Quand donc, idiot ?"]
        (again,) = await correct(desk, item, "toxic", value=False)
        assert (again.is_outdated, await desk.texts(label="toxic")) == (False, [])


class TestDecisions:
    @pytest.mark.parametrize(
        ("kind", "reason", "said"),
        [
            ("hide", "insult", {("toxic", True), ("insult", True)}),
            ("hide", "spam", {("spam", True)}),
            ("hide", "off_topic", set()),
            ("approve", "legitimate", {("toxic", False), ("spam", False)}),
        ],
    )
    async def test_say_what_the_message_is_once(
        self, desk: Desk, kind: str, reason: str, said: set[tuple[str, bool]]
    ) -> None:
        item = await arrived(desk)
        for _ in range(2):
            await desk.decide(item.id, kind, reason)
        rows = await evidence(desk)
        assert {row[:2] for row in rows} == said | {("decided", True)}
        assert len(rows) == len(said) + 1
        assert {row[2:4] for row in rows} <= {("decision", "user:nadia")}

    async def test_a_decision_taken_back_says_the_contrary_and_the_first_stays_on_record(
        self, desk: Desk
    ) -> None:
        item = await arrived(desk)
        await desk.decide(item.id, "hide", "insult")
        await desk.hear("sent")
        await desk.decide(item.id, "restore", "legitimate")
        found = {(row[0], row[1], row[5]) for row in await evidence(desk)}
        assert found == {
            ("decided", True, False),
            ("decided", True, True),
            ("toxic", True, False),
            ("insult", True, False),
            ("toxic", False, True),
            ("spam", False, True),
        }

    async def test_a_rule_teaches_nothing(self, desk: Desk) -> None:
        item = await arrived(desk)
        made = await desk.decide(item.id, "hide", "insult")
        by_rule = made.model_copy(update={"id": new_id(), "decided_by": "system:rule"})
        before = await evidence(desk)
        async with desk.runtime.database.unit([desk.client], actor="system:rule") as unit:
            await note_decision(unit, by_rule)
        assert await evidence(desk) == before


class TestEdits:
    async def test_a_correction_holds_for_the_words_of_which_it_was_said(self, desk: Desk) -> None:
        item = await arrived(desk)
        await correct(desk, item, "toxic", value=False)
        desk.ingest.edit(item, "Quand, gros idiot ?")
        await desk.catch_up()
        assert [one for one in (await desk.item(item.id)).corrections if not one.is_outdated] == []
        (correction,) = await correct(desk, item, "toxic", value=False)
        assert correction.value is False
        assert [row[5] for row in await evidence(desk)] == [False, True]


class TestReplies:
    async def test_say_that_somebody_answered_once(self, desk: Desk) -> None:
        item = await arrived(desk)
        reply = desk.reply.publish(item, at=desk.runtime.clock.now())
        await desk.catch_up()
        desk.reply.append(item.client_id, "reply.published", [reply.id])
        await desk.catch_up()
        assert [row[:4] for row in await evidence(desk)] == [("answered", True, "reply", reply.written_by)]
