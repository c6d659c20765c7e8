"""The labelled rows that may train what is shipped: our own, and those of the public sets in a folder beside."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from infra.train.corpus.rows import Part, Row, own_rows
from services.triage.scoring.outputs import ANY, CHAT, OPEN

SENTIMENT_SET = "sentiment_tweets_fr"  # may be measured on and never trained on

SETS = {
    "toxicity_forum_fr": "toxic",
    "toxicity_chat_fr": "toxic",
    "toxicity_tweets_fr": "toxic",
    "question_lines_fr": "question",
}


class MissingDataError(Exception):
    """The public data is not where it was looked for; the message names each file."""


_OURS = ("Apache-2.0", "messages written and labelled for this project")
SOURCES = {
    "toxicity_forum_fr": ("MIT", "ToxiFrench, balanced set"),
    "toxicity_chat_fr": (
        "CC BY 4.0",
        "CyberAgressionAdo-V2 by A. Ollagnier; texts and one binary label kept",
    ),
    "toxicity_tweets_fr": ("MIT", "MLMA hate speech"),
    "question_lines_fr": ("CC BY 4.0", "XED French; marks removed, question or not kept"),
}


def trained_on(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """How many rows of each set teach, with licence and attribution, for the manifest."""
    counts = Counter(row.origin for row in rows)
    found = []
    for name, count in counts.items():
        licence, attribution = SOURCES.get(name, _OURS)
        found.append({"name": name, "rows": count, "licence": licence, "attribution": attribution})
    return found


def require_files(folder: Path) -> None:
    """Raises MissingDataError that lists every file not found."""
    missing = [
        str(path)
        for name in SETS
        for part in ("train", "dev")
        if not (path := folder / f"{name}.{part}.jsonl").is_file()
    ]
    if missing:
        raise MissingDataError(
            "Training needs these files, and they are not there:\n  "
            + "\n  ".join(missing)
            + "\nSay where the data is with --data FOLDER or PALABRE_DATA=FOLDER."
        )


def training_rows(folder: Path, corpus: Path) -> list[Row]:
    """Rows of every public set, then our own."""
    public = [row for name in SETS for row in public_rows(folder, name, "train")]
    return public + own_rows("train", corpus)


def public_rows(folder: Path, name: str, part: Part) -> list[Row]:
    label = SETS[name]
    return [
        Row(
            entry["text"],
            name,
            dict.fromkeys((label, *(label + of for of in (OPEN, CHAT, ANY))), entry["label"]),
        )
        for entry in _read(folder / f"{name}.{part}.jsonl")
    ]


def sentiment_rows(folder: Path) -> list[tuple[str, str]]:
    """Texts of the dev rows with their sentiment as a word; none where the file is not there."""
    path = folder / f"{SENTIMENT_SET}.dev.jsonl"
    if not path.is_file():
        return []
    return [(entry["text"], entry["label"]) for entry in _read(path)]


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
