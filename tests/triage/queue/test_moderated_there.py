"""What happens to a message on its network, outside Palabre: held, hidden, put aside, deleted, brought back."""

from datetime import timedelta

import pytest

from services.contracts.ingest import ITEM_CREATED, ITEM_UPDATED, Item
from services.contracts.triage import SET_STATUS
from tests.triage.desk import Desk
from tests.triage.queue.test_following import everything, rewind
from tests.triage.world import MORNING

SECRET = "Mon secret ?"


async def written(desk: Desk, text: str = SECRET, **changes: object) -> Item:
    item = desk.ingest.write(desk.account, text, **changes)
    await desk.catch_up()
    return item


class TestStanding:
    async def test_what_arrives_held_waits_and_what_arrives_hidden_does_not(self, desk: Desk) -> None:
        held = await written(desk, "Retenu", standing="held")
        hidden = await written(desk, "Masqué", standing="hidden")
        spam = await written(desk, "Pub", standing="spam")
        assert await desk.texts() == ["Retenu"]
        states = [(await desk.item(one.id)).state for one in (held, hidden, spam)]
        assert states == ["held", "hidden", "hidden"]

    async def test_a_plug_in_puts_it_aside_and_somebody_there_takes_it_back(self, desk: Desk) -> None:
        item = await written(desk)
        seen = []
        for standing in ("spam", "visible", "hidden", "held"):
            desk.ingest.moderate(item, standing)
            await desk.catch_up()
            found = await desk.item(item.id)
            seen.append((found.state, found.is_waiting, (await desk.counts()).open))
        assert seen == [
            ("hidden", False, 0),
            ("visible", True, 1),
            ("hidden", False, 0),
            ("held", True, 1),
        ]
        assert desk.scorer.passes == [1]

    async def test_taken_back_there_what_we_had_hidden_is_visible_again(self, desk: Desk) -> None:
        item = await written(desk)
        await desk.decide(item.id, "hide")
        await desk.hear("sent")
        desk.ingest.moderate(item, "hidden")
        await desk.catch_up()
        assert (await desk.item(item.id)).state == "hidden"
        desk.ingest.moderate(item, "visible")
        await desk.catch_up()
        found = await desk.item(item.id)
        assert (found.state, found.is_waiting, len(found.decisions)) == ("visible", True, 1)
        assert (await desk.decide(item.id, "hide")).state == "pending"

    async def test_an_edit_read_before_our_hiding_does_not_show_it_again(self, desk: Desk) -> None:
        item = await written(desk)
        await desk.decide(item.id, "hide")
        await desk.hear("sent")
        desk.ingest.edit(item, "Mon secret !")
        await desk.catch_up()
        found = await desk.item(item.id)
        assert (found.state, found.text) == ("hidden", "Mon secret !")

    async def test_while_we_ask_the_network_its_own_changes_wait_for_its_answer(self, desk: Desk) -> None:
        item = await written(desk, standing="held")
        await desk.decide(item.id, "hide")
        desk.ingest.moderate(item, "visible")
        await desk.catch_up()
        assert (await desk.item(item.id)).state == "hiding"
        await desk.hear("refused", "No")
        assert (await desk.item(item.id)).state == "visible"

    async def test_held_again_it_needs_another_approval(self, desk: Desk) -> None:
        item = await written(desk)
        await desk.decide(item.id, "approve", "legitimate")
        desk.ingest.moderate(item, "held")
        await desk.catch_up()
        assert await desk.texts() == [SECRET]

    async def test_the_same_word_again_writes_nothing(self, desk: Desk) -> None:
        item = await written(desk)
        desk.ingest.moderate(item, "hidden")
        await desk.catch_up()
        before = await everything(desk)
        desk.ingest.append(desk.client, ITEM_UPDATED, [item.id])
        await rewind(desk)
        await desk.catch_up()
        assert await everything(desk) == before


class TestEdit:
    async def test_an_edit_of_what_was_answered_stays_answered(self, desk: Desk) -> None:
        item = await written(desk, "Quand ?")
        desk.reply.publish(item, at=MORNING + timedelta(minutes=1))
        await desk.catch_up()
        desk.ingest.edit(item, "Quand donc ?")
        await desk.catch_up()
        assert await desk.texts(status="answered") == ["Quand donc ?"]
        assert desk.scorer.passes == [1, 1]

    async def test_the_words_before_it_are_nowhere_any_more(self, desk: Desk) -> None:
        item = await written(desk)
        desk.ingest.edit(item, "Rien")
        await desk.catch_up()
        assert "secret" not in str(await everything(desk))


class TestDeletion:
    async def test_its_words_are_gone_and_what_was_decided_and_counted_stays(self, desk: Desk) -> None:
        item = await written(desk)
        answer = await written(desk, "Réponse", parent=item.external_id, author_id="julie")
        await desk.decide(item.id, "approve", "legitimate", note="Vu")
        desk.ingest.delete(item)
        await desk.catch_up()
        found = await desk.item(item.id)
        assert (found.text, found.state, [one.note for one in found.decisions]) == ("", "deleted", ["Vu"])
        assert "secret" not in str(await everything(desk))
        (entry,) = await desk.queue()
        assert (entry.item_id, entry.item_count, entry.waiting_count) == (answer.id, 1, 1)

    @pytest.mark.parametrize("kind", ["hide", "delete"])
    async def test_while_we_ask_the_network_it_is_deleted_and_stays_so(self, desk: Desk, kind: str) -> None:
        item = await written(desk)
        await desk.decide(item.id, kind)
        desk.ingest.delete(item)
        await desk.catch_up()
        await desk.hear("sent")
        found = await desk.item(item.id)
        assert (found.state, found.text, found.decisions[0].state) == ("deleted", "", "in_force")

    async def test_neither_replay_nor_repeat_brings_it_back(self, desk: Desk) -> None:
        item = await written(desk)
        desk.ingest.edit(item, SECRET)
        desk.ingest.delete(item)
        await desk.catch_up()
        await rewind(desk)
        await desk.catch_up()
        assert "secret" not in str(await everything(desk))
        desk.ingest.items[item.id] = item
        desk.ingest.append(desk.client, ITEM_CREATED, [item.id])
        await desk.catch_up()
        assert (await desk.item(item.id)).state == "deleted"
        assert "secret" not in str(await everything(desk))


class TestReturn:
    async def test_brought_back_there_it_stands_in_its_conversation_and_waits(self, desk: Desk) -> None:
        root = await written(desk, "Bonjour ?", external_id="root")
        item = await written(desk, parent="root", author_id="julie")
        desk.ingest.delete(item)
        await desk.catch_up()
        desk.ingest.bring_back(item)
        await desk.catch_up()
        (entry,) = await desk.queue()
        found = await desk.conversation(entry)
        assert [(one.id, one.text, one.state) for one in found.items] == [
            (root.id, "Bonjour ?", "visible"),
            (item.id, SECRET, "visible"),
        ]
        assert (entry.waiting_count, found.items[1].assessment is not None) == (2, True)

    async def test_a_conversation_that_stood_empty_opens_again(self, desk: Desk) -> None:
        item = await written(desk)
        desk.ingest.delete(item)
        await desk.catch_up()
        (entry,) = await desk.queue(status="closed")
        refused = await desk.ask(SET_STATUS, path={"conversation": entry.id}, body={"status": "open"})
        assert refused.status_code == 409
        desk.ingest.bring_back(item)
        await desk.catch_up()
        assert await desk.texts() == [SECRET]
