"""Pulling a public site that is not ours: each page with its cursor, nothing twice, nothing lost."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import func, select

from services.ingest.syncs.domain import LEASE, RENEWED_EVERY
from services.ingest.syncs.models import SyncRow
from services.runtime.ids import new_id
from tests.ingest.syncs.conftest import Reading
from tests.waiting import eventually


async def runs(reading: Reading) -> int:
    async with reading.ingest.runtime.database.unit([reading.client.id], actor="test") as unit:
        return await unit.session.scalar(select(func.count()).select_from(SyncRow)) or 0


async def is_taken_until(reading: Reading, moment: datetime) -> bool:
    lease = await reading.lease()
    return lease is not None and lease[1] > moment


class TestPull:
    async def test_what_visitors_wrote_is_kept_once(self, reading: Reading) -> None:
        first = reading.site.write("Martine", "Quand rouvre le pont ?")
        answer = reading.site.write("Paul", "En mars, paraît-il", parent=first)
        await reading.pull()
        await reading.pull()
        assert await reading.items() == {first: "Quand rouvre le pont ?", answer: "En mars, paraît-il"}
        assert await runs(reading) == 1

    async def test_a_quiet_pull_leaves_no_row(self, reading: Reading) -> None:
        await reading.pull()
        await reading.pull()
        quiet = await runs(reading)
        reading.site.write("Martine", "Bonjour")
        await reading.pull()
        assert (quiet, await runs(reading)) == (0, 1)

    async def test_more_than_a_page_is_read_in_one_turn(self, reading: Reading) -> None:
        written = {
            reading.site.write("Paul", f"Message {number}"): f"Message {number}" for number in range(230)
        }
        await reading.pull()
        assert await reading.items() == written

    async def test_edits_and_deletions_reach_the_copy(self, reading: Reading) -> None:
        visitor = reading.site.browser()
        kept, dropped = visitor.write("Martine", "Premier jet"), visitor.write("Martine", "À effacer")
        await reading.pull()
        visitor.rewrite(kept, "Version corrigée").raise_for_status()
        visitor.delete(dropped).raise_for_status()
        await reading.pull()
        assert await reading.items() == {kept: "Version corrigée"}

    async def test_hiding_a_comment_is_no_edit_of_its_author(self, reading: Reading) -> None:
        comment = reading.site.write("Kev", "Bande de nuls")
        await reading.pull()
        reading.site.api("POST", f"api/v1/comments/{comment}/hide").raise_for_status()
        await reading.pull()
        assert (await reading.items(), await reading.newest_version(comment)) == (
            {comment: "Bande de nuls"},
            1,
        )

    async def test_two_workers_at_once_pull_once(self, reading: Reading) -> None:
        first = reading.site.write("Martine", "Bonjour")
        await asyncio.gather(*(reading.pull() for _ in range(6)))
        assert await reading.items() == {first: "Bonjour"}
        assert await runs(reading) == 1


class TestTrouble:
    async def test_a_failing_site_is_said_on_the_account_and_tried_again(self, reading: Reading) -> None:
        first = reading.site.write("Martine", "Bonjour")
        reading.site.arm("changes", "unauthorized", times=1)
        await reading.pull()
        assert (await reading.account_now())["last_error"] == "invalid_token"
        await reading.pull()
        account = await reading.account_now()
        assert (account["last_error"], await reading.items()) == (None, {first: "Bonjour"})
        assert account["last_sync_at"] is not None

    async def test_a_worker_that_dies_gives_the_account_back_when_its_lease_ends(
        self, reading: Reading
    ) -> None:
        first = reading.site.write("Martine", "Bonjour")
        reading.site.arm("changes", "slow", times=1, seconds=5)
        worker = asyncio.create_task(reading.pull())
        done, _ = await asyncio.wait([worker], timeout=1)
        assert not done
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
        await reading.pull()
        assert await reading.items() == {first: "Bonjour"}

    async def test_a_slow_site_stays_with_its_worker(self, reading: Reading) -> None:
        """Longer than a lease by our clock, of which a second worker may look in vain."""
        first = reading.site.write("Martine", "Bonjour")
        reading.site.arm("changes", "slow", times=1, seconds=4)
        clock = reading.ingest.runtime.clock
        worker = asyncio.create_task(reading.pull())
        await eventually(lambda: is_taken_until(reading, clock.now()))
        lease = await reading.lease()
        assert lease is not None
        await eventually(lambda: is_taken_until(reading, lease[1] + RENEWED_EVERY / 2))
        clock.move(clock.now() - datetime.now(UTC) + LEASE - RENEWED_EVERY / 2)
        assert clock.now() > lease[1]
        await reading.ring()
        await worker
        assert (await reading.items(), await runs(reading)) == ({first: "Bonjour"}, 1)
        assert (await reading.lease() or lease)[0] == 1


class TestStart:
    async def test_a_run_that_was_asked_for_can_be_followed(self, reading: Reading) -> None:
        reading.site.write("Martine", "Bonjour")
        started = await reading.start()
        assert (started["state"], started["found"]) == ("queued", 0)
        assert (await reading.start())["id"] == started["id"]
        await reading.ring()
        ended = await reading.sync(started["id"])
        # The comment, and the article that it stands under.
        assert (ended["state"], ended["found"], ended["error"]) == ("done", 2, None)

    async def test_a_failed_run_says_why(self, reading: Reading) -> None:
        started = await reading.start()
        reading.site.arm("changes", "refuse_5xx_before", times=1)
        await reading.ring()
        ended = await reading.sync(started["id"])
        assert (ended["state"], ended["error"]) == ("failed", "unavailable")

    async def test_an_account_that_is_pushed_cannot_be_pulled(self, reading: Reading) -> None:
        pushed = reading.client.account_id
        answer = await reading.ingest.http.post(f"/v1/accounts/{pushed}/syncs", headers=reading.headers())
        assert (answer.status_code, answer.json()["code"]) == (409, "not_pulled")

    async def test_anothers_account_and_run_do_not_exist(self, reading: Reading) -> None:
        started = await reading.start()
        outsider = reading.headers(new_id())
        http = reading.ingest.http
        account = await http.post(f"/v1/accounts/{reading.account}/syncs", headers=outsider)
        sync = await http.get(f"/v1/syncs/{started['id']}", headers=outsider)
        unknown = await http.get(f"/v1/syncs/{new_id()}", headers=outsider)
        assert (account.status_code, sync.status_code) == (404, 404)
        assert account.content == sync.content == unknown.content
