"""Following ingest and reply: what was written stands in the queue, scored, and replays change nothing."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text

from services.contracts.events import LIST_SET_ASIDE
from services.contracts.ingest import ITEM_CREATED, Item
from services.contracts.triage import CONVERSATION_CHANGED, ITEM_ASSESSED
from services.runtime.events.follow import follow
from services.runtime.events.log import read_page
from services.runtime.ids import new_id
from tests.triage.desk import Desk, gather_bounded
from tests.triage.world import MORNING

MINUTE = timedelta(minutes=1)
_TABLES = ("item", "assessment", "conversation", "conversation_label", "queue_count", "answer", "event")


async def everything(desk: Desk) -> dict[str, list[Any]]:
    """All that triage keeps for the client, and where in the database each row stands."""
    async with desk.runtime.database.unit([desk.client], actor="test") as unit:
        found = {}
        for table in _TABLES:
            statement = f"select ctid::text, * from triage.{table} order by ctid"  # noqa: S608 a constant above
            rows = await unit.session.execute(text(statement))
            found[table] = [tuple(row) for row in rows]
        return found


async def rewind(desk: Desk) -> None:
    async with desk.runtime.database.unit([desk.client], actor="test") as unit:
        await unit.session.execute(text("update triage.cursor set seq = 0"))


async def topics(desk: Desk) -> list[tuple[str, int]]:
    async with desk.runtime.database.unit([desk.client], actor="test") as unit:
        page = await read_page(unit, desk.client, after=0, limit=200)
        return [(event.topic, len(event.keys)) for event in page.events]


def thread_of(desk: Desk) -> list[Item]:
    """A comment, answers below it by others, and one by the client."""
    make, account = desk.ingest.make, desk.account
    return [
        make(account, "Bonjour ?", external_id="root", post="post"),
        make(account, "Pareil ici", external_id="a", parent="root", post="post", author_id="julie"),
        make(
            account, "Bonjour Julie", external_id="b", parent="a", post="post", is_ours=True, author_id="us"
        ),
        make(account, "Merci !", external_id="c", parent="b", post="post", created_at=MORNING + MINUTE),
    ]


class TestArrival:
    async def test_what_was_written_stands_in_the_queue_by_priority_with_its_reasons(
        self, desk: Desk
    ) -> None:
        desk.ingest.write(desk.account, "Merci")
        desk.ingest.write(desk.account, "Quand ouvrez-vous ?")
        desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        assert await desk.texts() == ["Quel idiot", "Quand ouvrez-vous ?", "Merci"]
        first = (await desk.queue())[0]
        assert [(reason.code, reason.points) for reason in first.reasons] == [("toxic", 40)]
        assert (first.priority, first.labels, first.waiting_count) == (40, ["toxic"], 1)

    async def test_a_page_is_one_lookup_and_one_pass_of_the_scorer(self, desk: Desk) -> None:
        for number in range(60):
            desk.ingest.write(desk.account, f"Question {number} ?")
        await follow(desk.runtime, desk.follower, desk.client)
        assert (desk.ingest.lookups, desk.scorer.passes) == (1, [60])
        assert (await desk.counts()).open == 60

    async def test_a_large_batch_comes_in_several_pages(self, desk: Desk) -> None:
        items = [desk.ingest.make(desk.account, f"Message {number}") for number in range(1_100)]
        desk.ingest.items |= {item.id: item for item in items}
        for start in range(0, len(items), 500):
            some = items[start : start + 500]
            desk.ingest.append(desk.client, ITEM_CREATED, [item.id for item in some])
        await follow(desk.runtime, desk.follower, desk.client)
        assert (await desk.counts()).open == 1_000
        await desk.catch_up()
        assert (await desk.counts()).open == 1_100

    async def test_what_is_scored_comes_with_what_it_answers(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Un article", kind="post", external_id="post", is_ours=True)
        await desk.catch_up()
        desk.ingest.write(desk.account, "Faux", external_id="root", post="post")
        desk.ingest.write(desk.account, "Pourquoi ?", parent="root", post="post")
        await desk.catch_up()
        assert desk.scorer.contexts == {"Faux": "Un article", "Pourquoi ?": "Un article\nFaux"}

    async def test_of_a_long_thread_the_last_three_messages_stand_below_the_post(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Article", kind="post", external_id="post", is_ours=True)
        for number in range(5):
            parent = f"c{number - 1}" if number else None
            desk.ingest.write(
                desk.account, f"n{number}", external_id=f"c{number}", parent=parent, post="post"
            )
            if number % 2:
                await desk.catch_up()
        desk.ingest.write(desk.account, "fin", parent="c4", post="post")
        await desk.catch_up()
        assert desk.scorer.contexts["fin"].split("\n") == ["Article", "n2", "n3", "n4"]

    async def test_the_trade_of_the_client_comes_with_each_message(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Quelle est la meilleure ?", sector="bank")
        await desk.catch_up()
        assert desk.scorer.sectors == {"Quelle est la meilleure ?": "bank"}

    async def test_what_the_client_wrote_is_neither_scored_nor_waits(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Article ?", kind="post", is_ours=True)
        desk.ingest.write(desk.account, "Notre mot ?", is_ours=True, author_id="us")
        await desk.catch_up()
        assert (await desk.texts(), desk.scorer.passes) == ([], [])
        assert await desk.texts(status="closed") == ["Notre mot ?"]

    async def test_a_message_that_cannot_be_scored_stands_there_unassessed_beside_the_others(
        self, desk: Desk
    ) -> None:
        desk.ingest.write(desk.account, "Bonjour")
        desk.ingest.write(desk.account, "illisible")
        await desk.catch_up()
        first, second = await desk.queue()
        assert (first.text, [reason.code for reason in first.reasons]) == ("illisible", ["not_assessed"])
        assert second.text == "Bonjour"

    async def test_it_says_what_happened(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Bonjour")
        desk.ingest.write(desk.account, "Bonsoir")
        await desk.catch_up()
        assert await topics(desk) == [(ITEM_ASSESSED, 2), (CONVERSATION_CHANGED, 2)]

    async def test_a_thread_is_the_same_conversation_in_whatever_order_it_arrives(self, desk: Desk) -> None:
        outcomes = set()
        for order in ((0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2), (2, 0, 3, 1)):
            client = desk.client = new_id()
            desk.account = desk.ingest.add_account(client)
            thread = thread_of(desk)
            for index in order:
                item = thread[index]
                desk.ingest.items[item.id] = item
                desk.ingest.append(client, ITEM_CREATED, [item.id])
                await follow(desk.runtime, desk.follower, client)
            (entry,) = await desk.queue()
            found = await desk.conversation(entry)
            ids = {item.id: item.external_id for item in found.items}
            outcomes.add(tuple(sorted((item.external_id, ids.get(item.parent_id)) for item in found.items)))  # type: ignore[arg-type]  # None is the parent of the top
            assert (entry.item_count, entry.waiting_count, (await desk.counts()).open) == (4, 2, 1)
        assert outcomes == {(("a", "root"), ("b", "a"), ("c", "b"), ("root", None))}


class TestChange:
    async def test_an_edited_message_is_scored_again_and_says_so(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Bonjour")
        await desk.catch_up()
        desk.ingest.edit(item, "Quel idiot")
        await desk.catch_up()
        (entry,) = await desk.queue()
        assert (entry.text, entry.priority, entry.labels) == ("Quel idiot", 40, ["toxic"])
        assert (await desk.item(item.id)).is_edited
        assert (await desk.counts()).by_label == {"toxic": 1}

    async def test_a_deleted_message_is_erased_and_waits_no_more(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Mon secret ?")
        await desk.catch_up()
        desk.ingest.delete(item)
        await desk.catch_up()
        assert await desk.queue() == []
        gone = await desk.item(item.id)
        assert (gone.text, gone.state, gone.assessment) == ("", "deleted", None)
        assert "secret" not in str(await everything(desk))

    async def test_a_message_that_ingest_erased_without_a_trace_is_erased_here(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Mon secret ?")
        await desk.catch_up()
        desk.ingest.delete(item)
        del desk.ingest.items[item.id]
        await desk.catch_up()
        assert await desk.queue() == []
        assert "secret" not in str(await everything(desk))

    async def test_a_replay_does_not_bring_a_deleted_message_back(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Mon secret ?")
        await desk.catch_up()
        desk.ingest.delete(item)
        await desk.catch_up()
        desk.ingest.items[item.id] = item.model_copy(update={"version": 7})
        desk.ingest.append(desk.client, ITEM_CREATED, [item.id])
        await desk.catch_up()
        assert "secret" not in str(await everything(desk))

    async def test_a_message_deleted_before_it_was_seen_holds_its_thread_together(self, desk: Desk) -> None:
        root = desk.ingest.write(desk.account, "Parti", external_id="root")
        desk.ingest.write(desk.account, "Réponse", parent="root", author_id="julie")
        desk.ingest.delete(root)
        await desk.catch_up()
        (entry,) = await desk.queue()
        assert [(item.text, item.state) for item in (await desk.conversation(entry)).items] == [
            ("", "deleted"),
            ("Réponse", "visible"),
        ]


class TestAnswer:
    async def test_once_our_reply_stands_nothing_waits(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand ?")
        await desk.catch_up()
        desk.reply.publish(item, at=MORNING + MINUTE)
        await desk.catch_up()
        assert await desk.texts() == []
        assert await desk.texts(status="answered") == ["Quand ?"]
        assert (await desk.counts()).open == 0

    async def test_a_message_after_it_waits_again(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand ?")
        desk.reply.publish(item, at=MORNING + MINUTE)
        await desk.catch_up()
        desk.ingest.write(
            desk.account, "Et demain ?", parent=item.external_id, created_at=MORNING + 2 * MINUTE
        )
        await desk.catch_up()
        (entry,) = await desk.queue()
        assert (entry.text, entry.waiting_count, entry.item_count) == ("Et demain ?", 1, 2)

    async def test_a_reply_known_before_its_item_counts_when_the_item_comes(self, desk: Desk) -> None:
        item = desk.ingest.make(desk.account, "Quand ?")
        desk.reply.publish(item, at=MORNING + MINUTE)
        await desk.catch_up()
        desk.ingest.items[item.id] = item
        desk.ingest.append(desk.client, ITEM_CREATED, [item.id])
        await desk.catch_up()
        assert await desk.texts(status="answered") == ["Quand ?"]


class TestReplay:
    async def fill(self, desk: Desk) -> None:
        for item in thread_of(desk):
            desk.ingest.items[item.id] = item
            desk.ingest.append(desk.client, ITEM_CREATED, [item.id])
        item = desk.ingest.write(desk.account, "Quand ?")
        desk.ingest.delete(desk.ingest.write(desk.account, "Parti"))
        desk.reply.publish(item, at=MORNING + MINUTE)
        await desk.catch_up()

    async def test_from_the_beginning_it_changes_not_one_row(self, desk: Desk) -> None:
        await self.fill(desk)
        before = await everything(desk)
        await rewind(desk)
        await desk.catch_up()
        assert await everything(desk) == before
        assert len(before["item"]) == 6

    async def test_two_bells_at_once_take_effect_once(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Bonjour ?")
        await gather_bounded(*(follow(desk.runtime, desk.follower, desk.client) for _ in range(4)))
        assert await topics(desk) == [(ITEM_ASSESSED, 1), (CONVERSATION_CHANGED, 1)]
        assert (await desk.counts()).open == 1


class TestPoison:
    async def test_an_event_that_always_fails_is_set_aside_and_the_rest_goes_on(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Avant")
        poisoned = desk.ingest.write(desk.account, "Poison")
        desk.ingest.write(desk.account, "Après")
        desk.ingest.poison.add(poisoned.id)
        for hour in range(12):
            desk.move_clock(timedelta(hours=hour))
            await desk.catch_up()
        assert sorted(await desk.texts()) == ["Après", "Avant"]
        answer = await desk.ask(LIST_SET_ASIDE["triage"])
        assert [entry["position"] for entry in answer.json()["items"]] == ["2"]

    async def test_while_ingest_is_away_nothing_is_lost(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Bonjour")
        desk.ingest.is_away = True
        for minute in range(9):
            desk.move_clock(timedelta(minutes=minute))
            await desk.catch_up()
        desk.ingest.is_away = False
        desk.move_clock(timedelta(minutes=30))
        await desk.catch_up()
        assert await desk.texts() == ["Bonjour"]
