"""The frozen test: rows that are read to measure and for nothing else, and that never change again.

They were written and labelled by hands that had seen neither training rows nor code, and labelled a second time by
others who saw the message, its thread, its sector and its network alone. A model that is chosen on them is worth
nothing, so nobody who writes models, word lists or rules opens them.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.eval.rows import Row, names_of, read_row

FOLDER = Path(__file__).parent
DIGESTS = {
    "a.jsonl": "5feb1e0ee15f53487821ab2d23b350f822434b830f5dd647bb26a563761f2eb6",
    "b.jsonl": "78a4d9e45acf92bc603d3bcd7e6090c4684c7c286ef1e48492a2d9ea43a550c9",
    "functional.jsonl": "909fec1b849b8c46f9648cde25d3a295cd1856e4aa268e005eff451677eb6f5b",
    "second.jsonl": "2a778f70276eecf782fa7bc5a2225f55ae14e0d459c5fbd57192141b08eec0c0",
}


class DamagedError(Exception):
    """A frozen file is missing or not what it was; nothing measured on it could be compared."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second annotator said of a row."""

    names: frozenset[str]
    sentiment: str
    urgency: int
    intent: str | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """`rows` with the second opinion on each, in the same order, and further cases of toxicity."""

    rows: Sequence[Row]
    second: Sequence[Opinion]
    functional: Sequence[Row]


def read_frozen(folder: Path = FOLDER) -> Frozen:
    """All frozen rows; raises DamagedError unless each file is, to the byte, what it was."""
    entries = {name: _read(folder / name, digest) for name, digest in DIGESTS.items()}
    opinions = {entry["id"]: _opinion(entry) for entry in entries["second.jsonl"]}
    ids = [f"{part}{number}" for part in ("a", "b") for number in range(len(entries[f"{part}.jsonl"]))]
    return Frozen(
        rows=[read_row(entry) for part in ("a", "b") for entry in entries[f"{part}.jsonl"]],
        second=[opinions[one] for one in ids],
        functional=[read_row(entry) for entry in entries["functional.jsonl"]],
    )


def _read(path: Path, digest: str) -> list[dict[str, Any]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DamagedError(f"{path} cannot be read ({error}).") from error
    found = hashlib.sha256(raw).hexdigest()
    if found != digest:
        raise DamagedError(f"{path} has changed: its SHA-256 is {found} and was {digest}.")
    return [json.loads(line) for line in raw.decode().splitlines()]


def _opinion(entry: dict[str, Any]) -> Opinion:
    return Opinion(names_of(entry), entry["sentiment"], entry.get("urgency", 0), entry.get("intent"))
