"""Opening a conversation, closing it and taking it up again."""

from datetime import timedelta

from services.contracts.triage import LOOK_UP_CONVERSATIONS, SET_STATUS, ConversationOfItem
from services.contracts.values import Listed
from services.runtime.ids import new_id
from tests.triage.desk import Desk
from tests.triage.world import MORNING

MINUTE = timedelta(minutes=1)


class TestGetConversation:
    async def test_the_thread_with_its_parents_its_post_and_what_was_found(self, desk: Desk) -> None:
        desk.ingest.write(
            desk.account,
            "Un pont ferme\n\nLe détail",
            kind="post",
            external_id="post",
            is_ours=True,
            url="https://journal.example/1",
        )
        root = desk.ingest.write(desk.account, "Quand ?", external_id="root", post="post")
        child = desk.ingest.write(
            desk.account, "Oui, quand ?", parent="root", post="post", created_at=MORNING + MINUTE
        )
        await desk.catch_up()
        (entry,) = await desk.queue()
        found = await desk.conversation(entry)
        assert [(item.id, item.parent_id) for item in found.items] == [(root.id, None), (child.id, root.id)]
        assert (found.post, found.post_url) == ("Un pont ferme", "https://journal.example/1")
        assert [item.assessment and item.assessment.found for item in found.items] == [["question"]] * 2
        assert all(item.is_waiting for item in found.items)
        assert [reason.code for reason in found.reasons] == ["question"]

    async def test_the_authors_card_counts_what_this_client_saw_of_them(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Bonjour", created_at=MORNING - MINUTE)
        item = desk.ingest.write(desk.account, "Quel idiot", followers=12, author_handle="@marc")
        desk.ingest.write(desk.account, "Autre", author_id="julie")
        await desk.catch_up()
        decision = await desk.decide(item.id, "hide")
        await desk.ring_timers()
        desk.ingest.settle(next(iter(desk.ingest.actions.values())), "sent")
        await desk.catch_up()
        assert decision.state == "pending"
        entry = next(entry for entry in await desk.queue(status="closed"))
        author = (await desk.conversation(entry)).author
        assert (author.name, author.handle, author.followers) == ("Marc", "@marc", 12)
        assert (author.item_count, author.hidden_count) == (2, 1)
        assert author.first_seen_at == MORNING - MINUTE


class TestLookUpConversations:
    async def test_each_message_with_its_conversation_and_when_the_public_first_wrote_there(
        self, desk: Desk
    ) -> None:
        post = desk.ingest.write(desk.account, "Un pont", kind="post", external_id="post", is_ours=True)
        root = desk.ingest.write(desk.account, "Quand ?", external_id="root", post="post")
        child = desk.ingest.write(desk.account, "Oui ?", parent="root", created_at=MORNING + MINUTE)
        own = desk.ingest.write(desk.account, "Bonjour", is_ours=True, created_at=MORNING - MINUTE)
        desk.ingest.delete(root)
        await desk.catch_up()
        asked = [str(one) for one in (post.id, root.id, child.id, own.id, new_id())]
        found: Listed[ConversationOfItem] = await desk.get(
            LOOK_UP_CONVERSATIONS, path={"client": desk.client}, body={"ids": asked}
        )
        by_item = {one.item_id: one for one in found.items}
        assert by_item.keys() == {root.id, child.id, own.id}
        assert by_item[root.id].conversation_id == by_item[child.id].conversation_id
        assert {by_item[one.id].first_inbound_at for one in (root, child)} == {MORNING}
        assert by_item[own.id].first_inbound_at is None
        assert [by_item[one.id].is_question for one in (root, child, own)] == [None, True, None]

    async def test_whether_each_is_a_question_as_its_newest_version_says(self, desk: Desk) -> None:
        asked = desk.ingest.write(desk.account, "Merci")
        told = desk.ingest.write(desk.account, "Quand ?")
        await desk.catch_up()
        desk.ingest.edit(told, "Demain.")
        await desk.catch_up()
        found: Listed[ConversationOfItem] = await desk.get(
            LOOK_UP_CONVERSATIONS, path={"client": desk.client}, body={"ids": [str(asked.id), str(told.id)]}
        )
        assert [one.is_question for one in found.items] == [False, False]

    async def test_anothers_messages_are_not_found_below_ones_own_client(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand ?")
        await desk.catch_up()
        outsider = new_id()
        answer = await desk.ask(
            LOOK_UP_CONVERSATIONS,
            clients=[outsider],
            path={"client": outsider},
            body={"ids": [str(item.id)]},
        )
        assert answer.json()["items"] == []


class TestSetStatus:
    async def test_closed_it_leaves_the_queue_until_somebody_writes_again(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand ?")
        await desk.catch_up()
        (entry,) = await desk.queue()
        assert (await desk.set_status(entry.id, "closed")).status == "closed"
        assert (await desk.texts(), await desk.texts(status="closed")) == ([], ["Quand ?"])
        desk.ingest.write(desk.account, "Alors ?", parent=item.external_id, created_at=MORNING + MINUTE)
        await desk.catch_up()
        (entry,) = await desk.queue()
        assert (entry.text, entry.waiting_count) == ("Alors ?", 1)

    async def test_taken_up_again_everything_that_was_closed_waits(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Quand ?", external_id="root")
        desk.ingest.write(desk.account, "Oui ?", parent="root", author_id="julie")
        await desk.catch_up()
        (entry,) = await desk.queue()
        await desk.set_status(entry.id, "closed")
        again = await desk.set_status(entry.id, "open")
        assert (again.status, [item.is_waiting for item in again.items]) == ("open", [True, True])

    async def test_an_answered_one_taken_up_again_waits_by_its_last_message(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand ?")
        desk.reply.publish(item, at=MORNING + MINUTE)
        await desk.catch_up()
        (entry,) = await desk.queue(status="answered")
        assert (await desk.set_status(entry.id, "open")).status == "open"
        assert await desk.texts() == ["Quand ?"]
        desk.reply.publish(item, at=desk.runtime.clock.now() + MINUTE)
        await desk.catch_up()
        assert await desk.texts() == []

    async def test_an_approved_one_taken_up_again_can_be_approved_again(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Limite")
        await desk.catch_up()
        (entry,) = await desk.queue()
        first = await desk.decide(item.id, "approve", "legitimate")
        await desk.set_status(entry.id, "open")
        assert await desk.texts() == ["Limite"]
        assert await desk.decide(item.id, "approve", "legitimate") == first
        assert await desk.texts() == []

    async def test_the_same_status_again_changes_nothing(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, "Quand ?")
        await desk.catch_up()
        (entry,) = await desk.queue()
        assert await desk.set_status(entry.id, "open") == await desk.conversation(entry)

    async def test_where_nothing_stands_any_more_nothing_can_wait(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand ?")
        desk.ingest.delete(item)
        await desk.catch_up()
        (entry,) = await desk.queue(status="closed")
        answer = await desk.ask(SET_STATUS, path={"conversation": entry.id}, body={"status": "open"})
        assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_answer")
