"""Batches that come twice, at once, or while another one is still being stored."""

import asyncio
import json

from sqlalchemy import text

from services.runtime.idempotency import KEPT
from tests.ingest.conftest import Client, Ingest
from tests.ingest.intake.comments import comment, events, push, pushed, rows, statuses
from tests.waiting import eventually

LOCK = text("select id from ingest.item for update")
CLAIMS = text(
    "select count(*) from pg_locks where locktype = 'advisory' and granted "
    "and database = (select oid from pg_database where datname = current_database())"
)


class TestIdempotencyKey:
    async def test_the_stored_answer_is_given_again(self, ingest: Ingest, bank: Client) -> None:
        first = await push(ingest, bank, [comment("c1")], idempotency_key="batch-1")
        again = await push(ingest, bank, [comment("c1")], idempotency_key="batch-1")
        assert statuses(first.json()) == statuses(again.json()) == ["created"]
        assert first.content == again.content
        assert "idempotent-replayed" not in first.headers
        assert again.headers["idempotent-replayed"] == "true"
        assert len(await events(ingest, bank)) == 1

    async def test_another_body_under_it_is_a_422(self, ingest: Ingest, bank: Client) -> None:
        await push(ingest, bank, [comment("c1")], idempotency_key="batch-1")
        other = await push(ingest, bank, [comment("c2")], idempotency_key="batch-1")
        assert (other.status_code, other.json()["code"]) == (422, "key_reused")

    async def test_packed_or_not_it_is_the_same_body(self, ingest: Ingest, bank: Client) -> None:
        await push(ingest, bank, [comment("c1")], idempotency_key="batch-1")
        again = await push(ingest, bank, [comment("c1")], idempotency_key="batch-1", is_packed=True)
        assert again.headers["idempotent-replayed"] == "true"

    async def test_it_is_each_keys_own(self, ingest: Ingest, bank: Client, newspaper: Client) -> None:
        await push(ingest, bank, [comment("c1")], idempotency_key="batch-1")
        theirs = await push(ingest, newspaper, [comment("c2")], idempotency_key="batch-1")
        assert statuses(theirs.json()) == ["created"]

    async def test_after_a_day_it_is_forgotten(self, ingest: Ingest, bank: Client) -> None:
        await push(ingest, bank, [comment("c1")], idempotency_key="batch-1")
        ingest.runtime.clock.move(KEPT * 1.01)
        later = await push(ingest, bank, [comment("c2")], idempotency_key="batch-1")
        assert statuses(later.json()) == ["created"]

    async def test_a_refused_batch_leaves_the_key_free(self, ingest: Ingest, bank: Client) -> None:
        assert (await push(ingest, bank, b"[", idempotency_key="batch-1")).status_code == 400
        again = await push(ingest, bank, [comment("c1")], idempotency_key="batch-1")
        assert statuses(again.json()) == ["created"]

    async def test_an_empty_one_is_named(self, ingest: Ingest, bank: Client) -> None:
        answer = await push(ingest, bank, [], idempotency_key=" ")
        assert answer.json()["errors"][0]["field"] == "Idempotency-Key"

    async def test_while_one_is_running_the_other_is_told_so(self, ingest: Ingest, bank: Client) -> None:
        """The first one waits for a row that another transaction holds, and so is surely still running."""
        await pushed(ingest, bank, comment("c1"))
        changed = [comment("c1", text="autre")]
        async with ingest.runtime.database.unit([bank.id], actor="system:test") as holder:

            async def is_claimed() -> bool:
                return bool(await holder.session.scalar(CLAIMS))

            await holder.session.execute(LOCK)
            first = asyncio.create_task(push(ingest, bank, changed, idempotency_key="batch-1"))
            await eventually(is_claimed)
            second = await push(ingest, bank, changed, idempotency_key="batch-1")
            assert (second.status_code, second.json()["code"]) == (409, "still_running")
            assert not first.done()
        assert statuses((await first).json()) == ["updated"]


class TestSideBySide:
    async def test_two_batches_with_the_same_new_items_store_each_once(
        self, ingest: Ingest, bank: Client
    ) -> None:
        there = [comment(f"c{number}") for number in range(300)]
        answers = await asyncio.gather(
            *(push(ingest, bank, batch) for batch in (there, there[::-1], there[150:] + there[:150]))
        )
        outcomes = [answer.json() for answer in answers]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert sum(outcome["created"] for outcome in outcomes) == 300
        assert sum(outcome["duplicates"] for outcome in outcomes) == 600
        ids = {(one["id"], one["item_id"]) for outcome in outcomes for one in outcome["items"]}
        assert len(ids) == 300
        assert [
            topic for event in await events(ingest, bank) for topic in [event.topic] * len(event.keys)
        ] == ["item.created"] * 300

    async def test_two_batches_of_changes_keep_every_version(self, ingest: Ingest, bank: Client) -> None:
        names = [f"c{number}" for number in range(100)]
        await pushed(ingest, bank, *(comment(name, text="0") for name in names))
        answers = await asyncio.gather(
            *(
                push(ingest, bank, [comment(name, text=word) for name in order])
                for word, order in (("un", names), ("deux", names[::-1]), ("trois", names))
            )
        )
        assert [answer.json()["updated"] for answer in answers] == [100, 100, 100]
        assert await rows(ingest, bank, "select distinct version from ingest.item") == [(4,)]
        told = await rows(
            ingest,
            bank,
            "select distinct array_agg(text order by version) @> array['0'] and count(*) = 3 "
            "from ingest.item_version group by item_id",
        )
        assert told == [(True,)]
        said = await rows(
            ingest,
            bank,
            "select count(distinct t) from (select item_id, text t from ingest.item_version "
            "union all select id, text from ingest.item) s group by item_id having count(distinct t) <> 4",
        )
        assert said == []

    async def test_what_was_answered_is_what_is_stored(self, ingest: Ingest, bank: Client) -> None:
        answers = await asyncio.gather(
            *(
                push(ingest, bank, json.dumps([comment(f"{n}-{m}") for m in range(20)]).encode())
                for n in range(8)
            )
        )
        told = {one["item_id"] for answer in answers for one in answer.json()["items"]}
        stored = {str(row[0]) for row in await rows(ingest, bank, "select id from ingest.item")}
        assert told == stored
        log = await events(ingest, bank)
        assert [event.seq for event in log] == list(range(log[0].seq, log[0].seq + len(log)))
        assert {str(key) for event in log for key in event.keys} == told
