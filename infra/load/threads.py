"""Posts a file of conversations, one JSON object a line: {"thread": "chat-1", "messages": ["…", …]}.

Run `python -m infra.load.threads FILE --client SLUG --account SLUG` with the key in `--key` or PALABRE_KEY. The first
message of a thread becomes a comment under a made-up article, the others replies to it. Ids, authors and times
follow from the file, so that a second run of the same day changes nothing.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import httpx
from rich.console import Console
from rich.progress import Progress

from infra.load.scheduler import RefusedError, Scheduler

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


def items_of(threads: Iterable[tuple[str, list[str]]], account: str, until: datetime) -> list[dict[str, Any]]:
    """Return the messages of all threads as items, their times rising up to `until`."""
    drafts = [
        (thread, index, message) for thread, messages in threads for index, message in enumerate(messages)
    ]
    first = until - STEP * len(drafts)
    return [
        _item(thread, index, message, account, first + STEP * (position + 1))
        for position, (thread, index, message) in enumerate(drafts)
    ]


def _item(thread: str, index: int, message: str, account: str, at: datetime) -> dict[str, Any]:
    item: dict[str, Any] = {
        "account": account,
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


async def load(
    scheduler: Scheduler, items: list[dict[str, Any]], size: int, console: Console
) -> Counter[str]:
    """Post everything, showing how far it is, and return how many items there are of each status."""
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    with Progress(console=console) as progress:
        task = progress.add_task("Posting", total=len(items))
        async for outcome in scheduler.post(items, size):
            counts += outcome.counts
            reasons += outcome.reasons
            progress.advance(task, outcome.counts.total())
    for reason, count in reasons.most_common(5):
        console.print(f"{count} rejected, {reason}", markup=False)
    return counts


def midnight() -> datetime:
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--client", required=True, help="the client's slug or id")
    parser.add_argument("--account", required=True, help="the account's slug")
    parser.add_argument("--key", default=os.environ.get("PALABRE_KEY", ""), help="an API key for items:write")
    parser.add_argument("--url", default="http://127.0.0.1:8001", help="where ingest answers")
    parser.add_argument("--batch", type=int, default=200, choices=range(1, 1_001), metavar="1-1000")
    parser.add_argument(
        "--until",
        type=datetime.fromisoformat,
        default=midnight(),
        help="time of the last message, with offset",
    )
    return parser.parse_args(arguments)


async def run(asked: argparse.Namespace, console: Console) -> Counter[str]:
    items = items_of(read_threads(asked.file), asked.account, asked.until)
    headers = {"authorization": f"Bearer {asked.key}"}
    async with httpx.AsyncClient(base_url=asked.url, headers=headers, timeout=30, trust_env=False) as http:
        return await load(Scheduler(http, asked.client), items, asked.batch, console)


def main() -> None:
    asked, console = parse(), Console()
    started = time.monotonic()
    try:
        counts = asyncio.run(run(asked, console))
    except (RefusedError, ValueError, OSError) as error:
        sys.exit(str(error))
    seconds = time.monotonic() - started
    told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    console.print(f"{counts.total()} messages in {seconds:.1f} s: {told}.", highlight=False)


if __name__ == "__main__":
    main()
