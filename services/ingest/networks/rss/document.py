"""From bytes that a stranger sent to a feed's entries.

The bytes are decoded here, not by the parser, and what stands before the root element is looked at by defusedxml and
then left out. So no declaration of entities reaches feedparser, and both read the very same text.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from defusedxml import sax as defused

from services.ingest.networks.errors import Gone
from services.ingest.networks.rss.encoding import decode, fit
from services.ingest.networks.rss.fetching import LONGEST_REST
from services.ingest.networks.rss.parsing import parse
from services.ingest.networks.rss.watching import Watch

# Each costs feedparser some 40 microseconds, and five megabytes hold more than a million of them.
MOST_TAGS = 100_000
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|rdf)(?=[\s>/])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)
# RSS 0.91 names its document type; nobody fetches it here.
_NAMED_TYPE = re.compile(r"<!DOCTYPE\s+[\w:.-]+\s+(?:PUBLIC|SYSTEM)\s[^\[<>]*>", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    """`entries` are feedparser's own; `rest` is how long the feed wants to be left alone."""

    title: str
    link: str | None
    language: str | None
    entries: tuple[Any, ...]
    rest: timedelta


def read_feed(body: bytes, content_type: str) -> Feed:
    """Raises Gone for what is no feed, one that declares entities or fetches from elsewhere, or takes too long."""
    text = _REFERENCE.sub(_fitting, decode(body, content_type))
    _look_out(text)
    head = _COMMENT.sub(lambda found: " " * len(found[0]), text[:20_000])
    root = _ROOT.search(head + text[20_000:])
    if root is None:
        raise _no_feed(text)
    parsed = parse(_beginning(text[root.start() :]))
    if not parsed.version and not parsed.entries:
        raise _no_feed(text)
    about = parsed.about
    return Feed(
        title=(about["title"] or "").strip(),
        link=about["link"],
        language=about["language"],
        entries=parsed.entries,
        rest=_rest(about["ttl"] or ""),
    )


def _look_out(text: str) -> None:
    """Let defusedxml read it first. What is only badly written is feedparser's business."""
    try:
        bare = _NAMED_TYPE.sub("", _DECLARATION.sub("", text), count=1)
        defused.parseString(bare.encode(), Watch(), forbid_dtd=False)
    except DefusedXmlException as error:
        raise Gone("dangerous_feed", f"refused to read: {type(error).__name__}") from error
    except SAXException:
        return


def _beginning(text: str) -> str:
    """Return as much as is read in some seconds; the parsers take what is cut for badly written."""
    parts = text.split("<", MOST_TAGS)
    return text if len(parts) <= MOST_TAGS else "<".join(parts[:-1])


def _fitting(reference: re.Match[str]) -> str:
    """Leave out a reference to what is no character: the parsers fall over it."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_character = number <= 0x10FFFF and fit(chr(number)) != ""
    return reference[0] if is_character else ""


def _no_feed(text: str) -> Gone:
    if _PAGE.search(text) is None:
        return Gone("not_a_feed", "what stands at this address is neither RSS nor Atom")
    named = next((link for link in _LINK.findall(text[:200_000]) if _FEED_TYPE.search(link)), "")
    href = _HREF.search(named)
    return Gone(
        "page_not_feed", f"a page stands there; its feed is {href[1]}" if href else "a page stands there"
    )


def _rest(ttl: str) -> timedelta:
    """`ttl` is in minutes."""
    minutes = int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) < 6 else 0
    return min(timedelta(minutes=minutes), LONGEST_REST)
