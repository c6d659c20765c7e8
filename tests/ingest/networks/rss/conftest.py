"""The adapter over the real way out, which may reach the test's own site, and a clock that stands."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from services.ingest.networks.adapter import AccountAccess, FoundItem, Page
from services.ingest.networks.rss import RSSAdapter
from services.runtime.http import AllowedPlaces, Limits, OutgoingHTTP
from tests.ingest.networks.rss.site import Site, serving

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PATIENCE = Limits(connect_seconds=2, silence_seconds=0.5, total_seconds=3)


@dataclass
class Reader:
    """Reads the site's feed again and again, as the worker does."""

    site: Site
    adapter: RSSAdapter
    now: datetime = NOON
    cursor: str | None = None
    url: str = field(default="")

    async def page(self) -> Page:
        page = await self.adapter.pull(AccountAccess(self.url or self.site.feed_url), self.cursor)
        self.cursor = page.cursor
        return page

    async def items(self) -> tuple[FoundItem, ...]:
        return (await self.page()).items

    async def only(self) -> FoundItem:
        [item] = await self.items()
        return item


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as running:
        yield running


@pytest.fixture
async def reader(site: Site) -> AsyncIterator[Reader]:
    allowed = AllowedPlaces.parse(f"127.0.0.1:{site.port}")
    async with OutgoingHTTP(allowed=allowed, limits=PATIENCE) as http:
        found = Reader(site, RSSAdapter(http))
        found.adapter = RSSAdapter(http, lambda: found.now)
        yield found
