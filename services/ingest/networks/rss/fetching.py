"""How a feed is asked for: only if it has changed, within bounds, and with an eye on where it has moved.

Each hop goes through the guarded door anew, so that a feed leads nowhere that an address could not lead itself.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from services.ingest.networks.errors import Gone, for_failure, for_status
from services.ingest.networks.rss.cursor import Cursor
from services.runtime.http import Answer, Limits, OutgoingError, OutgoingHTTP

MAX_BYTES = 5_000_000
LIMITS = Limits(total_seconds=30, max_bytes=MAX_BYTES)
MOST_HOPS = 5
# What a feed says about when to come again is heard up to here; a client listens for what is new.
LONGEST_REST = timedelta(hours=1)
_FOR_GOOD = frozenset({301, 308})
_FOR_NOW = frozenset({302, 303, 307})
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` is None when nothing has changed; `moved_to` is where the feed stands for good, if elsewhere."""

    url: str
    body: bytes | None
    content_type: str
    etag: str | None
    modified: str | None
    rest: timedelta
    moved_to: str | None


async def fetch(http: OutgoingHTTP, url: str, cursor: Cursor) -> Fetched:
    """Raises NetworkError; Gone, with a code of what is wrong, where another address is needed."""
    at, moved_to, is_moved = url, None, True
    for _ in range(MOST_HOPS + 1):
        answer = await _ask(http, at, cursor)
        if answer.status not in _FOR_GOOD | _FOR_NOW or not answer.headers.get("location"):
            return _fetched(answer, moved_to)
        # A move for good that stands behind one for now says nothing of the address that we were given.
        is_moved = is_moved and answer.status in _FOR_GOOD
        at = _next(at, answer.headers["location"])
        moved_to = at if is_moved else moved_to
    raise Gone("redirected_in_a_circle", f"{url} leads on and on")


async def _ask(http: OutgoingHTTP, url: str, cursor: Cursor) -> Answer:
    headers = {"accept": _ACCEPT}
    if cursor.etag:
        headers["if-none-match"] = cursor.etag
    if cursor.modified:
        headers["if-modified-since"] = cursor.modified
    try:
        return await http.request("GET", url, headers=headers, limits=LIMITS)
    except OutgoingError as error:
        raise for_failure(error) from error


def _next(url: str, location: str) -> str:
    try:
        following = urljoin(url, location)
        is_downgrade = urlsplit(url).scheme == "https" and urlsplit(following).scheme != "https"
    except ValueError:
        raise Gone("redirected_nowhere", "redirected to what is no address") from None
    if is_downgrade:
        raise Gone("redirected_in_the_clear", "redirected from https to what is not")
    return following


def _fetched(answer: Answer, moved_to: str | None) -> Fetched:
    if answer.status == 410:
        raise Gone("feed_gone", "the site says that this feed is no more")
    if answer.status in {401, 403}:
        raise Gone("feed_protected", "the site lets nobody read this feed unasked")
    if answer.status not in {200, 203, 304}:
        raise for_status(answer.status, retry_after=answer.retry_after)
    return Fetched(
        url=answer.url,
        body=None if answer.status == 304 else answer.body,
        content_type=answer.headers.get("content-type", ""),
        etag=answer.headers.get("etag"),
        modified=answer.headers.get("last-modified"),
        rest=_rest(answer.headers.get("cache-control", "")),
        moved_to=moved_to,
    )


def _rest(cache_control: str) -> timedelta:
    found = _MAX_AGE.search(cache_control)
    return min(timedelta(seconds=int(found[1])), LONGEST_REST) if found else timedelta()
