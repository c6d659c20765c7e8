"""Paging through the queue, and its counts."""

from collections import Counter
from datetime import timedelta
from typing import Any

from services.contracts.triage import LIST_QUEUE, QueueEntry
from services.contracts.values import Listed
from services.runtime.ids import new_id
from tests.triage.desk import Desk, gather_bounded
from tests.triage.world import MORNING


async def page(desk: Desk, **query: Any) -> Listed[QueueEntry]:
    found: Listed[QueueEntry] = await desk.get(LIST_QUEUE, query=query)
    return found


class TestListQueue:
    async def test_pages_follow_each_other_without_gap_or_repeat_while_messages_come_in(
        self, desk: Desk
    ) -> None:
        for number in range(7):
            desk.ingest.write(
                desk.account, f"Message {number}", created_at=MORNING + timedelta(seconds=number)
            )
        await desk.catch_up()
        first = await page(desk, limit=3)
        desk.ingest.write(desk.account, "Urgent idiot", created_at=MORNING)
        await desk.catch_up()
        second = await page(desk, limit=3, cursor=first.next)
        third = await page(desk, limit=3, cursor=second.next)
        shown = [entry.text for entry in (*first.items, *second.items, *third.items)]
        assert shown == [f"Message {number}" for number in range(7)]
        assert third.next is None

    async def test_equal_places_are_told_apart_by_their_ids(self, desk: Desk) -> None:
        for number in range(5):
            desk.ingest.write(desk.account, f"Message {number}")
        await desk.catch_up()
        seen, cursor = [], None
        for _ in range(5):
            found = await page(desk, limit=1, **({"cursor": cursor} if cursor else {}))
            seen += [entry.text for entry in found.items]
            cursor = found.next
        assert (sorted(seen), cursor) == ([f"Message {number}" for number in range(5)], None)

    async def test_filters_by_network_status_and_label(self, desk: Desk) -> None:
        mail = desk.ingest.add_account(desk.client, network="email")
        desk.ingest.write(desk.account, "Site ?")
        desk.ingest.write(mail, "Courriel idiot")
        answered = desk.ingest.write(desk.account, "Réglé ?")
        desk.reply.publish(answered, at=MORNING + timedelta(minutes=1))
        await desk.catch_up()
        assert await desk.texts(network="email") == ["Courriel idiot"]
        assert await desk.texts(label="question") == ["Site ?"]
        assert await desk.texts(label="question", status="answered") == ["Réglé ?"]
        assert await desk.texts(label="question", network="email") == []
        assert await desk.texts(label="toxic", network="email") == ["Courriel idiot"]
        assert await desk.texts(status="closed") == []

    async def test_several_clients_are_merged_by_priority(self, desk: Desk) -> None:
        other = new_id()
        desk.ingest.write(desk.ingest.add_account(other), "Ailleurs ?")
        desk.ingest.write(desk.account, "Ici idiot")
        desk.ingest.write(desk.account, "Ici")
        await desk.catch_up(desk.client, other)
        answer = await desk.ask(LIST_QUEUE, clients=[desk.client, other])
        assert [entry["text"] for entry in answer.json()["items"]] == ["Ici idiot", "Ailleurs ?", "Ici"]

    async def test_a_long_message_is_shown_by_its_beginning(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "é" * 3_000)
        await desk.catch_up()
        assert await desk.texts() == ["é" * 500]

    async def test_what_is_no_cursor_of_ours_is_refused(self, desk: Desk) -> None:
        for cursor in ("x", "AAAA", "é", "=" * 32):
            answer = await desk.ask(LIST_QUEUE, query={"cursor": cursor})
            assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")

    async def test_more_than_200_at_once_is_refused(self, desk: Desk) -> None:
        assert (await desk.ask(LIST_QUEUE, query={"limit": 201})).status_code == 422


class TestAgeing:
    async def test_what_waits_gains_points_with_their_reason_when_its_hour_comes(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Quand ?")
        desk.ingest.write(desk.account, "Merci")
        await desk.catch_up()
        desk.move_clock(timedelta(hours=1))
        await desk.ring_timers()
        first, second = await desk.queue()
        assert [(reason.code, reason.points, reason.params) for reason in first.reasons] == [
            ("question", 30, {}),
            ("waiting", 5, {"hours": "1"}),
        ]
        assert (first.priority, second.priority) == (35, 0)

    async def test_the_next_steps_come_by_themselves_and_then_no_more(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Quand ?")
        await desk.catch_up()
        priorities = []
        for hours in (2, 5, 25, 60):
            desk.move_clock(timedelta(hours=hours))
            await desk.ring_timers()
            priorities.append((await desk.queue())[0].priority)
        assert priorities == [35, 40, 45, 45]
        assert [
            due
            for due in await desk.runtime.watch.due(desk.runtime.clock.now(), limit=100_000)
            if due.client_id == desk.client
        ] == []


class TestCountQueue:
    async def test_counts_by_client_network_and_label_follow_every_change(self, desk: Desk) -> None:
        mail = desk.ingest.add_account(desk.client, network="email")
        question = desk.ingest.write(desk.account, "Quand ?")
        desk.ingest.write(mail, "Quand, idiot ?")
        await desk.catch_up()
        counts = await desk.counts()
        assert (counts.open, counts.by_client) == (2, {desk.client: 2})
        assert counts.by_network == {"sandbox": 1, "email": 1}
        assert counts.by_label == {"question": 2, "toxic": 1}
        assert (await desk.counts(network="email")).by_label == {"question": 1, "toxic": 1}
        desk.ingest.delete(question)
        await desk.catch_up()
        counts = await desk.counts(client=desk.client)
        assert (counts.open, counts.by_network, counts.by_label) == (
            1,
            {"email": 1},
            {"question": 1, "toxic": 1},
        )

    async def test_they_are_what_counting_says_after_much_at_once(self, desk: Desk) -> None:
        items = [desk.ingest.write(desk.account, f"Quand, idiot {number} ?") for number in range(12)]
        await desk.catch_up()
        for item in items[:4]:
            desk.reply.publish(item, at=MORNING + timedelta(minutes=1))
        for item in items[2:6]:
            desk.ingest.delete(item)
        for item in items[7:9]:
            desk.ingest.edit(item, "Merci")
        await gather_bounded(
            desk.catch_up(),
            desk.catch_up(),
            *(desk.decide(item.id, "approve", "legitimate") for item in items[8:]),
        )
        # Nobody has approved words that came after the approval: taken in last, they wait beside item 7's.
        edited_last = (await desk.item(items[8].id)).is_waiting
        shown = await desk.queue()
        assert sorted(entry.text for entry in shown) == [
            "Merci",
            *["Merci"] * edited_last,
            "Quand, idiot 6 ?",
        ]
        counts = await desk.counts()
        assert (counts.open, counts.by_network) == (len(shown), {"sandbox": len(shown)})
        assert counts.by_label == Counter(label for entry in shown for label in entry.labels)
        assert counts.by_label == {"question": 1, "toxic": 1}
