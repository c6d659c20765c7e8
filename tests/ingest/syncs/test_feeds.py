"""A feed pulled as every account is: left alone as long as it asks, and said where it has moved."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.ingest.directory.domain import SYNC_DUE
from services.ingest.networks.registry import adapters
from services.ingest.syncs.jobs import sync_timers
from services.runtime.http import AllowedPlaces, OutgoingHTTP
from tests.ingest.conftest import Client, Ingest
from tests.ingest.networks.rss.site import Site, rss, serving

ONE = "<guid>1</guid><title>Un</title>"


class Feed:
    """A client's account that reads the site's feed."""

    def __init__(self, ingest: Ingest, client: Client, site: Site, account: UUID, http: OutgoingHTTP) -> None:
        self.ingest, self.client, self.site, self.account = ingest, client, site, account
        self.timers = sync_timers(adapters(http))

    async def pull(self) -> dict[str, Any]:
        """Ring the account, and return it as staff see it then."""
        await self.timers[SYNC_DUE](self.ingest.runtime, self.client.id, str(self.account))
        headers = self.ingest.as_user("nadia", "accounts:read", self.client.id)
        found: dict[str, Any] = (
            await self.ingest.http.get(f"/v1/accounts/{self.account}", headers=headers)
        ).json()
        return found

    async def pause(self) -> timedelta:
        """How long it is left alone from now on."""
        watch, now = self.ingest.runtime.watch, self.ingest.runtime.clock.now()
        due = await watch.due(now + timedelta(days=1), limit=10_000)
        [timer] = [one for one in due if one.key == str(self.account)]
        return timer.due_at - now


@pytest.fixture
async def feed(ingest: Ingest, bank: Client) -> AsyncIterator[Feed]:
    async with serving() as site, OutgoingHTTP(allowed=AllowedPlaces.parse("127.0.0.1")) as http:
        account = await ingest.post(
            f"/v1/clients/{bank.slug}/accounts",
            {"slug": f"veille-{uuid4().hex[:6]}", "network": "rss", "url": site.feed_url},
        )
        yield Feed(ingest, bank, site, UUID(account["id"]), http)


class TestFeed:
    async def test_it_is_left_alone_as_long_as_it_asks(self, feed: Feed) -> None:
        feed.site.put(rss(ONE), cache_control="max-age=1800")
        account = await feed.pull()
        assert (account["last_error"], datetime.fromisoformat(account["last_sync_at"]).year > 2000) == (
            None,
            True,
        )
        assert timedelta(minutes=29) < await feed.pause() <= timedelta(minutes=30)

    async def test_staff_are_told_where_it_has_moved_and_it_is_read_meanwhile(self, feed: Feed) -> None:
        feed.site.answer_with(301, location="/new")
        feed.site.put(rss(ONE), "/new")
        account = await feed.pull()
        assert (account["last_error"], account["trouble"]) == ("moved_for_good", "moved")
        assert account["last_sync_at"] is not None

    async def test_staff_are_told_when_it_is_no_more(self, feed: Feed) -> None:
        feed.site.answer_with(410)
        account = await feed.pull()
        assert (account["last_error"], account["trouble"]) == ("feed_gone", "address")
        assert account["last_sync_at"] is None
