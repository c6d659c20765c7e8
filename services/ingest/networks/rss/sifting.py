"""Which entries of a feed are new or have changed since it was read last, and which time each of them bears."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from services.ingest.networks.adapter import FoundItem
from services.ingest.networks.rss.cursor import short
from services.ingest.networks.rss.entries import Entry

# More than any feed that is read at once, so that an entry which comes back keeps its time of first sight.
MOST_REMEMBERED = 2_000
Seen = Mapping[str, tuple[str, int]]


def sift(
    entries: Iterable[Entry], seen: Seen, now: datetime
) -> tuple[tuple[FoundItem, ...], dict[str, tuple[str, int]]]:
    """Return what is to be handed on, and what has been seen from now on; what left the feed is forgotten last."""
    known = dict(seen)
    items = []
    for entry in entries:
        key = short(entry.external_id)
        before = known.pop(key, None)
        at = _moment(entry, before, now)
        if before is None or before[0] != entry.fingerprint:
            items.append(_item(entry, at))
        known[key] = (entry.fingerprint, int(at.timestamp()))
    return tuple(items), dict(list(known.items())[-MOST_REMEMBERED:])


def _moment(entry: Entry, before: tuple[str, int] | None, now: datetime) -> datetime:
    """Return when it was published, else when it was seen first; nothing was written in the future."""
    if entry.published_at is not None and entry.published_at <= now:
        return entry.published_at
    return datetime.fromtimestamp(before[1], UTC) if before else now


def _item(entry: Entry, at: datetime) -> FoundItem:
    return FoundItem(
        external_id=entry.external_id,
        kind="article",
        text=entry.text,
        author=entry.author,
        created_at=at,
        url=entry.url,
        lang=entry.lang,
        attachments=entry.attachments,
    )
