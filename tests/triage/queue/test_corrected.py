"""What people say of a message counts in the queue at once: in its filters, its counts and its order."""

from typing import Any

from services.contracts.triage import COUNT_QUEUE, LIST_QUEUE, Correction
from services.triage.queue.service import count_corrections, hold_queue
from tests.triage.desk import Desk


async def say(desk: Desk, item: Any, **labels: bool) -> None:
    now = desk.runtime.clock.now()
    said = [Correction(label=label, value=value, by="user:nadia", at=now) for label, value in labels.items()]
    async with desk.runtime.database.unit([desk.client], actor="user:nadia") as unit:
        await hold_queue(unit, desk.client)
        await count_corrections(unit, desk.client, {item.id: said})


async def listed(desk: Desk, label: str) -> list[Any]:
    return [entry.item_id for entry in (await desk.get(LIST_QUEUE, query={"label": label})).items]


class TestCountCorrections:
    async def test_a_label_that_is_denied_leaves_filter_count_and_rank(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand, idiot ?")
        await desk.catch_up()
        before = (await desk.get(LIST_QUEUE)).items[0]
        await say(desk, item, toxic=False)
        after = (await desk.get(LIST_QUEUE)).items[0]
        assert (await listed(desk, "toxic"), await listed(desk, "question")) == ([], [item.id])
        assert (await desk.get(COUNT_QUEUE)).by_label.get("toxic", 0) == 0
        assert before.priority != after.priority
        assert "toxic" not in {reason.code for reason in after.reasons}

    async def test_a_label_that_is_named_is_found_by_it(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand ?")
        await desk.catch_up()
        await say(desk, item, lead=True)
        assert await listed(desk, "lead") == [item.id]
        assessment = (await desk.item(item.id)).assessment
        assert assessment is not None
        assert "lead" in assessment.found

    async def test_taken_back_the_machines_word_holds_again(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand, idiot ?")
        await desk.catch_up()
        before = (await desk.get(LIST_QUEUE)).items
        await say(desk, item, toxic=False)
        await say(desk, item)
        assert (await desk.get(LIST_QUEUE)).items == before

    async def test_other_words_of_the_author_are_judged_by_the_machine(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quand, idiot ?")
        await desk.catch_up()
        await say(desk, item, toxic=False)
        desk.ingest.edit(item, "Quand donc, idiot ?")
        await desk.catch_up()
        assert await listed(desk, "toxic") == [item.id]
