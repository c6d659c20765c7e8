"""Rows of the public sets: `dev` to measure on, `train` of the two that nothing shipped may learn from."""

import json
from dataclasses import dataclass
from pathlib import Path

from services.triage.scoring.domain import Message

# The label of the scorer that each set is measured against.
LABELLED = {"toxicity_forum_fr": "toxic", "toxicity_chat_fr": "toxic", "question_lines_fr": "question"}
SENTIMENT, PURCHASE = "sentiment_tweets_fr", "purchase_tweets_en"
MEASURED_ONLY = (SENTIMENT, PURCHASE)  # their licences let nothing that is shipped be trained on them


class MissingError(Exception):
    """Rows are not where they were looked for; the message names the file."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One public text and its label: 0 or 1, or a word."""

    text: str
    label: int | str

    @property
    def message(self) -> Message:
        return Message(self.text)


def read_public(folder: Path, name: str, part: str) -> list[Labelled]:
    path = folder / f"{name}.{part}.jsonl"
    try:
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except OSError as error:
        raise MissingError(
            f"{path} cannot be read. Say where the public data is with --data FOLDER or PALABRE_DATA=FOLDER."
        ) from error
    return [Labelled(entry["text"], entry["label"]) for entry in entries]
