"""From a feed's text to what stands in it, by a process that may be killed.

feedparser looks for mail addresses, ends of tags and dates in ways whose time grows with the square of what a
stranger sent, in calls that nobody can interrupt and that let no other thread run. No list of such texts is ever
complete, so the time and the memory that any of them may take are bounded.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.ingest.networks.errors import Gone, OutcomeUnknown

# Five megabytes of the worst that is still meant well took 1.7 s and 100 MB, on one of two shared cores.
CPU_SECONDS = 10.0
MEMORY_BYTES = 512 * 1024 * 1024
# For a process that hardly gets a turn.
PATIENCE_SECONDS = 60.0
# Feeds hold some dozens; an archive in one file is read from its newest end.
MOST_ENTRIES = 500
_PROGRAM = Path(__file__).with_name("program.py")


@dataclass(frozen=True, slots=True)
class Parsed:
    """`about` and `entries` hold feedparser's own words for things; `version` is empty for what is no feed."""

    version: str
    about: dict[str, Any]
    entries: tuple[dict[str, Any], ...]


def parse(text: str, cpu_seconds: float = CPU_SECONDS, memory_bytes: int = MEMORY_BYTES) -> Parsed:
    """Raises Gone for what takes too long, OutcomeUnknown for what no parser reads."""
    bounds = [str(cpu_seconds), str(memory_bytes), str(MOST_ENTRIES)]
    try:
        ended = subprocess.run(  # noqa: S603 - ours, with figures of ours; the feed is only its input
            [sys.executable, "-I", str(_PROGRAM), *bounds],
            input=text.encode(),
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            env={},  # it needs none of our settings, and shall know no secret
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise OutcomeUnknown("unreadable_answer", "reading this feed found no time") from error
    if ended.returncode < 0:
        raise Gone("dangerous_feed", f"refused to read: it takes more than {cpu_seconds:g} s")
    if ended.returncode:
        name = ended.stderr.decode(errors="replace").strip()[-100:]
        raise OutcomeUnknown("unreadable_answer", f"no parser reads this feed: {name}")
    told = json.loads(ended.stdout)
    return Parsed(told["version"], told["about"], tuple(told["entries"]))
