"""The rows of the corpus, as they stand in the files and as marks for the heads that learn from them."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from services.triage.scoring.outputs import ANY, AT_ONCE, HEADS, INTENTS, KINDS, OPEN, TONES

FOLDER = Path(__file__).parent
TRAIN = FOLDER / "train"
TEST = FOLDER.parents[1] / "eval" / "frozen"
OWN = "own"
_DEV_SHARE = 15  # per cent of the rows for training that train nothing

Part = Literal["train", "dev"]


@dataclass(frozen=True, slots=True)
class Row:
    """One message; `marks` holds 1 or 0 for each head of which its label is known. `origin` names its set."""

    text: str
    origin: str
    marks: Mapping[str, int] = field(default_factory=dict)
    context: str = ""
    sector: str | None = None
    network: str | None = None


def own_rows(part: Part, folder: Path = TRAIN) -> list[Row]:
    """Our rows of one part, in the order of the files."""
    return [as_row(entry) for entry in read_entries(folder) if part_of(entry["text"]) == part]


def read_entries(folder: Path) -> Iterator[dict[str, Any]]:
    return (entry for _, entry in read_placed(folder))


def read_placed(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each entry with the part, file and line where it stands, which name it without telling what it says."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                yield f"{folder.name}/{path.name}:{number}", json.loads(line)


def part_of(text: str) -> Part:
    """Fixed by the text alone, so that a row never moves when others are added."""
    return "dev" if fingerprint(text) % 100 < _DEV_SHARE else "train"


def fingerprint(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")


def as_row(entry: Mapping[str, Any]) -> Row:
    """`known` names the labels that were looked at, in rows that were not labelled for all."""
    marks = _marks(entry)
    if "known" in entry:
        marks = {head: mark for head, mark in marks.items() if head.removesuffix(ANY) in entry["known"]}
    return Row(
        text=entry["text"],
        origin=OWN if "known" not in entry else "sentences",
        marks=marks,
        context="\n".join(entry.get("context", [])),
        sector=entry.get("sector"),
        network=entry.get("network"),
    )


def _marks(entry: Mapping[str, Any]) -> dict[str, int]:
    found = set(entry.get("labels", ()))
    for parent in KINDS:
        found |= set(entry.get(parent, ()))
    urgency = entry.get("urgency", 0)
    found |= {name for name, lowest in (("urgency", 1), (AT_ONCE, 2)) if urgency >= lowest}
    marks = {head: int(head in found) for head in HEADS if ":" not in head and "@" not in head}
    for label in ("toxic", "question"):
        marks[f"{label}{OPEN}"] = marks[label]
    marks[f"toxic{ANY}"] = marks["toxic"]
    marks |= {f"intent:{each}": int(entry.get("intent") == each) for each in INTENTS}
    return marks | {f"tone:{each}": int(entry.get("sentiment") == each) for each in TONES}
