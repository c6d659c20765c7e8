"""The labelled rows that may train what is shipped, read from the folder of public data and from our own file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN_ROWS = Path(__file__).parent / "own_fr.jsonl"
REGISTER_ROWS = Path(__file__).parent / "register_fr.jsonl"
SENTIMENT_SET = "sentiment_tweets_fr"  # may be measured on and never trained on

SETS = {
    # The keyword-sampled tweets (toxicity_tweets_fr) may be used too, and lower the chat set: see docs/models.md.
    "toxic": ("toxicity_forum_fr", "toxicity_chat_fr"),
    "question": ("question_lines_fr",),
}


class MissingDataError(Exception):
    """The public data is not where it was looked for; the message names each file."""


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text; `is_own` when it was written for this project."""

    text: str
    label: int
    is_own: bool = False


def require_files(folder: Path) -> None:
    """Raises MissingDataError that lists every file not found."""
    wanted = [
        _path(folder, name, part) for names in SETS.values() for name in names for part in ("train", "dev")
    ]
    missing = [str(path) for path in wanted if not path.is_file()]
    if missing:
        raise MissingDataError(
            "Training needs these files, and they are not there:\n  "
            + "\n  ".join(missing)
            + "\nSay where the data is with --data FOLDER or PALABRE_DATA=FOLDER."
        )


def training_rows(folder: Path, label: str, own: Path = OWN_ROWS) -> list[Row]:
    """Rows of every public set of the label, then our own."""
    rows = [row for name in SETS[label] for row in read_rows(folder, name, "train")]
    return rows + own_rows(own, label)


def own_rows(path: Path, label: str) -> list[Row]:
    """Rows that were written for this project, each labelled for every label."""
    return [Row(entry["text"], entry[label], is_own=True) for entry in _read(path)]


def read_rows(folder: Path, name: str, part: str) -> list[Row]:
    return [Row(entry["text"], entry["label"]) for entry in _read(_path(folder, name, part))]


def sentiment_rows(folder: Path) -> list[tuple[str, str]]:
    """Texts of the dev rows with their sentiment as a word; none where the file is not there."""
    path = _path(folder, SENTIMENT_SET, "dev")
    return [(entry["text"], entry["label"]) for entry in _read(path)] if path.is_file() else []


def _path(folder: Path, name: str, part: str) -> Path:
    return folder / f"{name}.{part}.jsonl"


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
