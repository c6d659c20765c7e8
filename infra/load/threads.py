"""Turns a file of conversations into messages for `palabre import`: {"thread": "chat-1", "messages": ["…", …]} a line.

    python -m infra.load.threads FILE | palabre import - --client SLUG --account SLUG

The first message of a thread becomes a comment under a made-up article, the others replies to it. Ids, authors and
times follow from the file, so that a second run of the same day changes nothing.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

STEP = timedelta(seconds=20)
ARTICLES = 12
NAMES = (
    "Adèle Bazin",
    "Bastien Carré",
    "Chloé Dumas",
    "Driss El Amrani",
    "Élodie Ferrand",
    "Farid Gherbi",
    "Gaëlle Hamon",
    "Hugo Imbert",
    "Inès Jourdan",
    "Jules Kermarrec",
    "Katia Lemoine",
    "Léo Marchal",
)


def read_threads(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Raises ValueError, naming the line, for what is no conversation."""
    for number, line in enumerate(path.read_text().split("\n"), 1):
        if not line.strip():
            continue
        try:
            thread = json.loads(line)
            yield str(thread["thread"]), [str(message) for message in thread["messages"]]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"line {number} is no conversation: {error}") from error


def items_of(threads: Iterable[tuple[str, list[str]]], until: datetime) -> list[dict[str, Any]]:
    """Return the messages of all threads as items without an account, their times rising up to `until`."""
    drafts = [
        (thread, index, message) for thread, messages in threads for index, message in enumerate(messages)
    ]
    first = until - STEP * len(drafts)
    return [
        _item(thread, index, message, first + STEP * (position + 1))
        for position, (thread, index, message) in enumerate(drafts)
    ]


def _item(thread: str, index: int, message: str, at: datetime) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": f"{thread}-{index}",
        "kind": "reply" if index else "comment",
        "text": message,
        "author": _author(thread, index),
        "created_at": at.isoformat(),
        "post": f"article-{crc32(thread.encode()) % ARTICLES}",
    }
    return {**item, "parent": f"{thread}-0"} if index else item


def _author(thread: str, index: int) -> dict[str, str]:
    """A handful of people speak in a thread; who says what is made up and always the same."""
    speakers = 3 + crc32(thread.encode()) % 3
    seat = crc32(f"{thread}/{index}".encode()) % speakers
    number = (crc32(thread.encode()) + seat) % len(NAMES)
    return {"id": f"visitor-{number}", "name": NAMES[number]}


def midnight() -> datetime:
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--until",
        type=datetime.fromisoformat,
        default=midnight(),
        help="time of the last message, with offset",
    )
    asked = parser.parse_args()
    try:
        items = items_of(read_threads(asked.file), asked.until)
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    for item in items:
        print(json.dumps(item))


if __name__ == "__main__":
    main()
