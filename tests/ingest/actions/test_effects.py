"""What an act of ours makes of our own copy, at once and for every other copy; and what it never undoes."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.contracts.ingest import Standing
from services.ingest.actions.domain import MAX_ATTEMPTS, PERFORM
from services.ingest.directory.domain import AccountRef
from services.ingest.intake import service as intake
from services.ingest.networks.adapter import FoundAuthor, FoundItem
from services.ingest.networks.errors import OutcomeUnknown, Refused
from tests.ingest.actions.conftest import Desk
from tests.ingest.intake.comments import comment, pushed, statuses

WORDS = "Où en est mon dossier ?"


async def found_now(desk: Desk, *, ago: timedelta = timedelta(), standing: Standing = "visible") -> list[str]:
    """Store the item as a pull would that asked the network so long ago, and say what became of it."""
    async with desk.ingest.runtime.database.unit([desk.client.id], actor="test") as unit:
        now = unit.clock.now()
        item = FoundItem(
            external_id="c1",
            kind="comment",
            text=WORDS,
            author=FoundAuthor("martine", "Martine Leclerc"),
            created_at=now,
            post="p1",
            standing=standing,
        )
        account = AccountRef(desk.client.account_id, "site", None)
        stored = await intake.store_found(unit, desk.client.id, account, [item], read_at=now - ago)
        return [one.status for one in stored]


async def author_deletes(desk: Desk) -> None:
    async with desk.ingest.runtime.database.unit([desk.client.id], actor="test") as unit:
        await intake.mark_deleted(unit, desk.client.id, desk.client.account_id, ["c1"])


class TestStanding:
    @pytest.mark.parametrize(("kind", "standing"), [("hide", "hidden"), ("mark_spam", "spam")])
    async def test_is_taken_over_with_the_result_and_told(self, desk: Desk, kind: str, standing: str) -> None:
        action = await desk.done(kind)
        item = await desk.item_now()
        assert (await desk.state(action))["state"] == "sent"
        assert (item["standing"], item["version"], item["text"]) == (standing, 1, WORDS)
        assert await desk.topics() == ["item.created", "item.updated", "action.settled"]

    @pytest.mark.parametrize(("away", "back"), [("hide", "unhide"), ("mark_spam", "restore")])
    async def test_comes_back(self, desk: Desk, away: str, back: str) -> None:
        await desk.done(away)
        await desk.done(back)
        assert (await desk.item_now())["standing"] == "visible"
        assert (await desk.topics()).count("item.updated") == 2

    async def test_that_was_known_is_not_told_again(self, desk: Desk) -> None:
        await desk.done("hide")
        await desk.done("hide")
        assert (await desk.topics()).count("item.updated") == 1

    async def test_stays_hidden_where_the_network_hides_by_holding_back(self, desk: Desk) -> None:
        await desk.done("hide")
        seen = []
        for standing in ("held", "visible", "held"):
            await found_now(desk, standing=standing)
            seen.append((await desk.item_now())["standing"])
        # Let out there and held again, it is the network that holds it.
        assert seen == ["hidden", "visible", "held"]

    async def test_stays_when_the_network_refuses(self, desk: Desk) -> None:
        desk.network.before = [Refused("forbidden")]
        await desk.done("hide")
        assert (await desk.item_now())["standing"] == "visible"

    async def test_follows_the_person_who_saw_it_there(self, desk: Desk) -> None:
        desk.network.after = [OutcomeUnknown("timeout")] * MAX_ATTEMPTS
        action = await desk.requested(desk.moderation("hide"))
        await desk.pass_time(action, timedelta(hours=1))
        assert ((await desk.state(action))["needs_person"], (await desk.item_now())["standing"]) == (
            True,
            "visible",
        )
        assert await desk.settle(action, "sent") == 200
        assert (await desk.item_now())["standing"] == "hidden"

    async def test_is_not_undone_by_a_page_that_was_read_before(self, desk: Desk) -> None:
        await desk.done("hide")
        await found_now(desk, ago=timedelta(minutes=1))
        assert (await desk.item_now())["standing"] == "hidden"
        await found_now(desk)
        assert (await desk.item_now())["standing"] == "visible"


class TestDelete:
    async def test_keeps_the_words_for_as_long_as_they_may_come_back(self, desk: Desk) -> None:
        await desk.done("delete")
        item = await desk.item_now()
        assert (item["deleted_at"] is None, item["is_binned"], item["text"]) == (False, True, WORDS)
        assert await desk.topics() == ["item.created", "item.deleted", "action.settled"]

    async def test_can_be_restored(self, desk: Desk) -> None:
        await desk.done("delete")
        await desk.done("restore")
        item = await desk.item_now()
        assert (item["deleted_at"], item["is_binned"], item["standing"], item["text"]) == (
            None,
            False,
            "visible",
            WORDS,
        )
        assert (await desk.topics())[-2:] == ["item.updated", "action.settled"]

    async def test_is_undone_by_no_pushed_repeat(self, desk: Desk) -> None:
        await desk.done("delete")
        outcome = await pushed(desk.ingest, desk.client, comment("c1"), comment("c1", text="encore"))
        assert statuses(outcome) == ["duplicate", "duplicate"]
        assert (await desk.item_now())["is_binned"] is True

    async def test_is_undone_by_a_colleague_on_the_network(self, desk: Desk) -> None:
        await desk.done("delete")
        assert await found_now(desk, ago=timedelta(minutes=1)) == ["duplicate"]
        assert (await desk.item_now())["is_binned"] is True
        assert await found_now(desk) == ["updated"]
        assert (await desk.item_now())["deleted_at"] is None

    async def test_of_what_its_author_deletes_afterwards_leaves_no_word(self, desk: Desk) -> None:
        await desk.done("delete")
        await author_deletes(desk)
        item = await desk.item_now()
        assert (item["deleted_at"] is None, item["is_binned"], item["text"]) == (False, False, "")
        assert (await desk.topics()).count("item.deleted") == 2


class TestRequest:
    @pytest.mark.parametrize("kind", ["hide", "unhide", "mark_spam", "delete", "restore"])
    async def test_of_what_the_network_does_not_offer_names_it(self, desk: Desk, kind: str) -> None:
        slug = f"page-{uuid4().hex[:6]}"
        await desk.ingest.post(
            f"/v1/clients/{desk.client.slug}/accounts", {"slug": slug, "network": "facebook"}
        )
        outcome = await pushed(desk.ingest, desk.client, comment("f1", account=slug))
        body = desk.moderation(kind) | {"item_id": outcome["items"][0]["item_id"]}
        answer = await desk.request(body)
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (409, "not_offered")
        assert "facebook" in problem["detail"]
        assert kind in problem["detail"]

    @pytest.mark.parametrize("kind", ["hide", "restore"])
    async def test_for_what_its_author_deleted_is_refused(self, desk: Desk, kind: str) -> None:
        await author_deletes(desk)
        answer = await desk.request(desk.moderation(kind))
        assert (answer.status_code, answer.json()["code"]) == (409, "item_deleted")

    async def test_for_what_lies_in_the_bin_can_only_restore(self, desk: Desk) -> None:
        await desk.done("delete")
        answer = await desk.request(desk.moderation("hide"))
        assert (answer.status_code, answer.json()["code"]) == (409, "item_deleted")
        restored = await desk.requested(desk.moderation("restore"))
        await desk.ring(PERFORM, restored)
        assert desk.network.moderated == [("delete", "c1"), ("restore", "c1")]
