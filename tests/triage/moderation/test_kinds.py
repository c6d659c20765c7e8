"""What each kind of decision asks of the network, and how the message stands before and after its answer."""

from typing import Any

import pytest

from services.contracts.ingest import Item
from services.contracts.triage import DECIDE
from tests.triage.desk import Desk


async def refusal(desk: Desk, item: Item, kind: str, reason: str = "insult") -> tuple[int, str]:
    answer = await desk.ask(DECIDE, path={"item": item.id}, body={"kind": kind, "reason": reason})
    return answer.status_code, answer.json()["code"]


async def written(desk: Desk, text: str = "Quel idiot", **changes: object) -> Item:
    item = desk.ingest.write(desk.account, text, **changes)
    await desk.catch_up()
    return item


def asked(desk: Desk) -> list[str]:
    return [action.kind for _, action in desk.ingest.asked]


class TestApprove:
    async def test_what_the_network_holds_is_let_out_when_the_network_has_done_it(self, desk: Desk) -> None:
        item = await written(desk, "Limite ?", standing="held")
        assert (await desk.item(item.id)).state == "held"
        assert await desk.texts() == ["Limite ?"]
        assert (await desk.decide(item.id, "approve", "legitimate")).state == "pending"
        assert ((await desk.item(item.id)).state, await desk.texts()) == ("restoring", [])
        await desk.hear("sent")
        found = await desk.item(item.id)
        assert (asked(desk), found.state, found.is_waiting) == (["unhide"], "visible", False)
        assert found.decisions[0].state == "in_force"

    async def test_refused_by_the_network_it_is_held_and_waits_again(self, desk: Desk) -> None:
        item = await written(desk, "Limite ?", standing="held")
        await desk.decide(item.id, "approve", "legitimate")
        await desk.hear("refused", "No right to approve")
        found = await desk.item(item.id)
        assert (found.state, found.is_waiting, found.decisions[0].detail) == (
            "held",
            True,
            "No right to approve",
        )

    async def test_where_the_account_cannot_let_out_it_says_so(self, desk: Desk) -> None:
        desk.account = desk.ingest.add_account(desk.client, can_unhide=False)
        item = await written(desk, "Limite ?", standing="held")
        assert await refusal(desk, item, "approve", "legitimate") == (409, "cannot_approve")
        assert await desk.texts() == ["Limite ?"]

    async def test_other_words_are_approved_anew(self, desk: Desk) -> None:
        item = await written(desk, "Bonjour ?")
        first = await desk.decide(item.id, "approve", "legitimate")
        desk.ingest.edit(item, "Quel idiot ?")
        await desk.catch_up()
        assert await desk.texts() == ["Quel idiot ?"]
        assert (await desk.decide(item.id, "approve", "legitimate")).id != first.id
        assert await desk.texts() == []


class TestHide:
    @pytest.mark.parametrize(
        ("reason", "able", "act"),
        [
            ("insult", {}, "hide"),
            ("spam", {}, "mark_spam"),
            ("spam", {"can_mark_spam": False}, "hide"),
            ("spam", {"can_hide": False}, "mark_spam"),
        ],
    )
    async def test_spam_is_marked_as_such_where_the_account_can(
        self, desk: Desk, reason: str, able: Any, act: str
    ) -> None:
        desk.account = desk.ingest.add_account(desk.client, **able)
        item = await written(desk)
        await desk.decide(item.id, "hide", reason)
        await desk.hear("sent")
        found = await desk.item(item.id)
        assert (asked(desk), found.state) == ([act], "hidden")
        assert found.standing == ("spam" if act == "mark_spam" else "hidden")

    async def test_an_insult_is_not_called_spam_where_the_account_can_do_nothing_else(
        self, desk: Desk
    ) -> None:
        desk.account = desk.ingest.add_account(desk.client, can_hide=False)
        item = await written(desk)
        assert await refusal(desk, item, "hide") == (409, "cannot_hide")

    async def test_what_turns_out_impossible_when_ingest_answers_has_failed(self, desk: Desk) -> None:
        desk.account = desk.ingest.add_account(desk.client, can_hide=False)
        item = await written(desk)
        desk.ingest.is_away = True
        await desk.decide(item.id, "hide")
        desk.ingest.is_away = False
        await desk.ring_timers()
        found = await desk.item(item.id)
        assert (found.decisions[0].state, found.state, desk.ingest.asked) == ("failed", "visible", [])


class TestDelete:
    async def test_its_words_are_gone_when_the_network_has_done_it_and_the_decision_stays(
        self, desk: Desk
    ) -> None:
        item = await written(desk)
        decision = await desk.decide(item.id, "delete", "hate", note="Vu avec Théo")
        found = await desk.item(item.id)
        assert (decision.state, found.state, found.text) == ("pending", "deleting", "Quel idiot")
        await desk.hear("sent")
        found = await desk.item(item.id)
        assert (asked(desk), found.state, found.text, found.assessment) == (["delete"], "deleted", "", None)
        assert [(one.kind, one.state, one.note) for one in found.decisions] == [
            ("delete", "in_force", "Vu avec Théo")
        ]
        assert (await desk.counts()).open == 0

    async def test_what_is_hidden_can_still_be_deleted(self, desk: Desk) -> None:
        item = await written(desk)
        await desk.decide(item.id, "hide")
        await desk.hear("sent")
        await desk.decide(item.id, "delete")
        await desk.hear("refused", "Locked")
        assert (await desk.item(item.id)).state == "hidden"

    async def test_where_the_account_cannot_it_says_so(self, desk: Desk) -> None:
        desk.account = desk.ingest.add_account(desk.client, can_delete=False)
        assert await refusal(desk, await written(desk), "delete") == (409, "cannot_delete")


class TestRestore:
    async def test_what_we_hid_is_shown_again_and_waits_again(self, desk: Desk) -> None:
        item = await written(desk)
        await desk.decide(item.id, "hide")
        await desk.hear("sent")
        await desk.decide(item.id, "restore", "legitimate")
        assert (await desk.item(item.id)).state == "restoring"
        await desk.hear("sent")
        found = await desk.item(item.id)
        assert (asked(desk), found.state, found.is_waiting) == (["hide", "unhide"], "visible", True)
        assert [one.kind for one in found.decisions] == ["restore", "hide"]

    async def test_hidden_once_more_it_is_another_decision(self, desk: Desk) -> None:
        item = await written(desk)
        for kind in ("hide", "restore", "hide"):
            await desk.decide(item.id, kind)
            await desk.hear("sent")
        assert asked(desk) == ["hide", "unhide", "hide"]
        assert (await desk.item(item.id)).state == "hidden"

    @pytest.mark.parametrize(("able", "act"), [({}, "restore"), ({"can_restore": False}, "unhide")])
    async def test_spam_is_restored_where_the_account_can(self, desk: Desk, able: Any, act: str) -> None:
        desk.account = desk.ingest.add_account(desk.client, **able)
        item = await written(desk, standing="spam")
        assert await desk.texts() == []
        await desk.decide(item.id, "restore", "legitimate")
        await desk.hear("sent")
        assert (asked(desk), (await desk.item(item.id)).state) == ([act], "visible")

    async def test_what_we_deleted_comes_back_with_its_words(self, desk: Desk) -> None:
        item = await written(desk)
        await desk.decide(item.id, "delete")
        await desk.hear("sent")
        await desk.decide(item.id, "restore", "legitimate")
        await desk.hear("sent")
        found = await desk.item(item.id)
        assert (asked(desk), found.state, found.text) == (["delete", "restore"], "visible", "Quel idiot")
        assert (found.is_waiting, found.assessment and found.assessment.found) == (True, ["toxic"])

    async def test_where_ingest_has_not_read_it_again_yet_it_comes_back_when_it_has(self, desk: Desk) -> None:
        item = await written(desk)
        await desk.decide(item.id, "delete")
        await desk.hear("sent")
        desk.ingest.delete(item)
        await desk.catch_up()
        await desk.decide(item.id, "restore", "legitimate")
        await desk.hear("sent")
        assert ((await desk.item(item.id)).state, await desk.texts()) == ("restoring", [])
        desk.ingest.bring_back(item)
        await desk.catch_up()
        assert ((await desk.item(item.id)).state, await desk.texts()) == ("visible", ["Quel idiot"])

    async def test_when_the_network_refuses_it_stays_deleted(self, desk: Desk) -> None:
        item = await written(desk)
        await desk.decide(item.id, "delete")
        await desk.hear("sent")
        await desk.decide(item.id, "restore", "legitimate")
        await desk.hear("refused", "The bin was emptied")
        found = await desk.item(item.id)
        assert (found.state, found.text, found.decisions[0].detail) == ("deleted", "", "The bin was emptied")

    async def test_only_what_is_hidden_or_was_deleted_by_us_can_be_restored(self, desk: Desk) -> None:
        item, gone = await written(desk), await written(desk, "Parti")
        desk.ingest.delete(gone)
        await desk.catch_up()
        assert await refusal(desk, item, "restore", "legitimate") == (409, "not_hidden")
        assert await refusal(desk, gone, "restore", "legitimate") == (409, "item_deleted")


class TestLateOutcome:
    async def test_it_does_not_undo_what_was_decided_since(self, desk: Desk) -> None:
        item = await written(desk)
        await desk.decide(item.id, "hide", "insult")
        await desk.hear("unknown")
        (first,) = desk.ingest.actions.values()
        await desk.decide(item.id, "hide", "hate")
        await desk.ring_timers()
        desk.ingest.settle(first, "refused")
        await desk.catch_up()
        assert (await desk.item(item.id)).state == "hiding"
        desk.ingest.settle(list(desk.ingest.actions.values())[-1], "sent")
        await desk.catch_up()
        found = await desk.item(item.id)
        assert (found.state, [one.state for one in found.decisions]) == ("hidden", ["in_force", "failed"])
