"""From a feed's entries to found items: which id is one, which date, which words."""

import calendar
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from services.ingest.networks.adapter import FoundAttachment, FoundAuthor
from services.ingest.networks.rss.document import Feed
from services.ingest.networks.rss.encoding import fit
from services.ingest.networks.rss.text import tidy, words_of

MOST_CHARACTERS = 50_000
LONGEST_ID = 500
LONGEST_URL = 2_000
# The pattern below tries every way to part it.
LONGEST_SIGNATURE = 500
MOST_ATTACHMENTS = 10
# RSS signs with a mail address and a name in brackets; feedparser parts some of them wrongly.
_MAILED = re.compile(r"\S+@\S+\s+\((.+)\)|(.+?)\s*[(<]\S+@\S+[)>]|([^\s@]+)@\S+")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the feed; `published_at` is None where the feed names no date that there is."""

    external_id: str
    text: str
    author: FoundAuthor
    published_at: datetime | None
    url: str | None
    lang: str | None
    attachments: tuple[FoundAttachment, ...]

    @property
    def fingerprint(self) -> str:
        published = self.published_at.isoformat() if self.published_at else ""
        content = "\x1f".join((self.text, self.author.id, published, self.url or ""))
        return hashlib.sha256(content.encode()).hexdigest()[:12]


def found_in(feed: Feed, url: str) -> tuple[Entry, ...]:
    """Return the feed's entries, oldest last as they stand there; of two with one id, the first counts."""
    shared = _shared_ids(feed.entries)
    found: dict[str, Entry] = {}
    for raw in feed.entries:
        entry = _read(raw, feed, url, shared)
        found.setdefault(entry.external_id, entry)
    return tuple(found.values())


def _shared_ids(entries: tuple[Any, ...]) -> frozenset[str]:
    """Return ids that stand for articles at several addresses: some feeds write their own into every entry."""
    links: defaultdict[str, set[str]] = defaultdict(set)
    for raw in entries:
        links[raw.get("id") or ""].add(raw.get("link") or "")
    return frozenset(id_ for id_, places in links.items() if len(places) > 1)


def _read(raw: dict[str, Any], feed: Feed, url: str, shared: frozenset[str]) -> Entry:
    title, body = _words(raw.get("title_detail")), _body(raw)
    text = body if body.startswith(title) else "\n\n".join(part for part in (title, body) if part)
    link = web_address(raw.get("link"), url)
    text = fit(text)[:MOST_CHARACTERS]
    return Entry(
        external_id=_id(raw, link, text, shared),
        text=text,
        author=_author(raw, feed, url),
        published_at=_moment(raw),
        url=link,
        lang=(feed.language or "")[:35].lower() or None,
        attachments=tuple(_attachments(raw, url)),
    )


def _id(raw: dict[str, Any], link: str | None, text: str, shared: frozenset[str]) -> str:
    """Return the entry's own id, else its address, else what is made from its words."""
    own = fit(str(raw.get("id") or "")).strip()
    chosen = own if own and raw.get("id") not in shared else link or (own and f"{own}#{_hash(text)}")
    if not chosen:
        return f"sha256:{_hash(text)}"
    return chosen if len(chosen) <= LONGEST_ID else f"sha256:{_hash(chosen)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _body(raw: dict[str, Any]) -> str:
    """Return the longest of what an entry says: some cut their summary, some leave the whole text out."""
    details = [raw.get("summary_detail"), *(raw.get("content") or [])]
    return max((_words(detail) for detail in details), key=len, default="")


def _words(detail: Mapping[str, Any] | None) -> str:
    value = str((detail or {}).get("value") or "")[: 4 * MOST_CHARACTERS]
    is_plain = (detail or {}).get("type") == "text/plain" and "<" not in value and "&" not in value
    return tidy(value) if is_plain else words_of(value)


def _author(raw: dict[str, Any], feed: Feed, url: str) -> FoundAuthor:
    """Return who signed it, or the feed; names are known within one site only."""
    host = urlsplit(url).hostname or url
    detail = raw.get("author_detail") or {}
    signed = tidy(fit(str(raw.get("author") or ""))[:LONGEST_SIGNATURE])
    mailed = _MAILED.fullmatch(signed)
    name = (mailed[1] or mailed[2] or mailed[3] if mailed else str(detail.get("name") or signed))[:200]
    if not name:
        return FoundAuthor(id=host, name=words_of(fit(feed.title))[:200] or host)
    return FoundAuthor(id=f"{name}@{host}", name=name, url=web_address(detail.get("href"), url))


def _moment(raw: dict[str, Any]) -> datetime | None:
    for name in ("published_parsed", "created_parsed", "updated_parsed"):
        parsed = raw.get(name)
        if parsed:
            try:
                return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
            except (ValueError, OverflowError, OSError):
                continue
    return None


def _attachments(raw: dict[str, Any], url: str) -> Iterator[FoundAttachment]:
    for enclosure in (raw.get("enclosures") or [])[:MOST_ATTACHMENTS]:
        address = web_address(enclosure.get("href"), url)
        if address:
            yield FoundAttachment(
                address, fit(str(enclosure.get("type") or ""))[:100] or "application/octet-stream"
            )


def web_address(value: object, base: str) -> str | None:
    """Return an address that a browser may open, relative ones below the feed's; None for any other."""
    try:
        address = urljoin(base, fit(str(value or "")).strip())
        is_web = (
            bool(value) and urlsplit(address).scheme in {"http", "https"} and bool(urlsplit(address).hostname)
        )
    except ValueError:
        return None
    return address if is_web and len(address) <= LONGEST_URL else None
