"""Palabre's side of a feed."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NoReturn

from services.ingest.networks.adapter import AccountAccess, Page, Presence, Published, Reply
from services.ingest.networks.errors import Refused
from services.ingest.networks.rss.cursor import Cursor
from services.ingest.networks.rss.document import Feed, read_feed
from services.ingest.networks.rss.entries import found_in, web_address
from services.ingest.networks.rss.fetching import Fetched, fetch
from services.ingest.networks.rss.sifting import sift
from services.runtime.http import OutgoingHTTP


def _now() -> datetime:
    return datetime.now(UTC)


class RSSAdapter:
    def __init__(self, http: OutgoingHTTP, now: Callable[[], datetime] = _now) -> None:
        self._http = http
        self._now = now

    async def check(self, account: AccountAccess) -> Presence:
        fetched = await fetch(self._http, account.url, Cursor())
        feed = await _parse(fetched)
        return Presence(
            name=feed.title or account.url, url=web_address(feed.link, fetched.url) or fetched.url
        )

    async def pull(self, account: AccountAccess, cursor: str | None) -> Page:
        """An entry comes once, and again when it changes; one without a date bears that of its first sight."""
        at = Cursor.read(cursor, account.url)
        fetched = await fetch(self._http, account.url, at)
        if fetched.body is None:
            return Page((), (), cursor or "", more=False, rest=fetched.rest, moved_to=fetched.moved_to)
        feed = await _parse(fetched)
        items, seen = sift(found_in(feed, fetched.url), at.seen, self._now())
        following = Cursor(account.url, fetched.etag, fetched.modified, seen)
        return Page(
            items=items,
            deleted=(),
            cursor=following.written(),
            more=False,
            rest=max(feed.rest, fetched.rest),
            moved_to=fetched.moved_to,
        )

    async def publish_reply(self, account: AccountAccess, reply: Reply) -> Published:  # noqa: ARG002 - refused
        _refuse()

    async def find_reply(
        self,
        account: AccountAccess,  # noqa: ARG002 - refused
        reply: Reply,  # noqa: ARG002 - likewise
        *,
        since: datetime,  # noqa: ARG002 - likewise
        known: frozenset[str] = frozenset(),  # noqa: ARG002 - likewise
    ) -> Published | None:
        _refuse()

    async def hide(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - refused
        _refuse()

    async def unhide(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - refused
        _refuse()

    async def mark_spam(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - refused
        _refuse()

    async def delete(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - refused
        _refuse()

    async def restore(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - refused
        _refuse()


async def _parse(fetched: Fetched) -> Feed:
    """In a thread: a feed of some megabytes takes seconds, and the worker serves others meanwhile."""
    return await asyncio.to_thread(read_feed, fetched.body or b"", fetched.content_type)


def _refuse() -> NoReturn:
    raise Refused("not_offered", "a feed is only read")
