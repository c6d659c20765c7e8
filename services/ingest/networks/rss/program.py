"""A program of its own: feedparser, over what a stranger sent, within bounds of time and memory.

Started anew for each feed, it knows no setting and no secret. Its standard input is the feed's text in UTF-8, its
standard output what we ask of it as JSON; what it cannot read ends it with the name of the error.
"""

import io
import json
import resource
import signal
import sys
from typing import Any

import feedparser

# No place: against one, feedparser would turn an id such as 17 into an address, another one after each move.
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_ABOUT = ("title", "link", "language", "ttl")
_SAID = ("id", "link", "title_detail", "summary_detail", "content", "author", "author_detail", "enclosures")
_DATES = ("published_parsed", "created_parsed", "updated_parsed")


def main(cpu_seconds: float, memory_bytes: int, most_entries: int) -> None:
    # A timer, since the kernel's own limit of processor time counts whole seconds. It kills.
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    try:
        told = json.dumps(read(sys.stdin.buffer.read(), most_entries))
    except (
        Exception  # what its parsers stumble over has no common class, and the sender chose the text
    ) as error:
        sys.exit(type(error).__name__)
    sys.stdout.write(told)


def read(text: bytes, most_entries: int) -> dict[str, Any]:
    # As a stream: handed bytes, feedparser would take an address or a file's name in them for what to open.
    parsed = feedparser.parse(
        io.BytesIO(text), response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
    )
    return {
        "version": parsed.version,
        "about": {name: parsed.feed.get(name) for name in _ABOUT},
        "entries": [entry(raw) for raw in parsed.entries[:most_entries]],
    }


def entry(raw: Any) -> dict[str, Any]:
    said = {name: raw.get(name) for name in _SAID}
    # The entry's own `get` answers with one date for another, and warns of it.
    return said | {name: dict.get(raw, name) for name in _DATES}


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
