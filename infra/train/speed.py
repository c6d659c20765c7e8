"""How fast a full assessment is: `python -m infra.train.speed` scores real French comments in batches of 200 on one
core and says messages a second, time to load and memory; `make bench` can take its figures from `measure`.
"""

import argparse
import json
import os
import resource
import statistics
import time
from pathlib import Path

from services.triage.scoring.domain import Message
from services.triage.scoring.service import CHUNK, Scorer, load_scorer

SETS = ("toxicity_forum_fr", "toxicity_chat_fr")
_SHORTEST_RUN = 3_000  # messages; the rows are read again until there are as many


def comments(folder: Path) -> list[Message]:
    """Texts of the training rows, in the order of the files."""
    paths = [folder / f"{name}.train.jsonl" for name in SETS]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [Message(json.loads(line)["text"]) for line in lines] * (_SHORTEST_RUN // len(lines) + 1)


def rate(scorer: Scorer, messages: list[Message]) -> float:
    """Messages a second over one run in batches."""
    begin = time.perf_counter()
    for start in range(0, len(messages), CHUNK):
        scorer.assess(messages[start : start + CHUNK])
    return len(messages) / (time.perf_counter() - begin)


def measure(folder: Path, repetitions: int) -> dict[str, float]:
    """Medians over `repetitions` runs, on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begin = time.perf_counter()
    scorer = load_scorer()
    loading = time.perf_counter() - begin
    messages = comments(folder)
    rate(scorer, messages[:CHUNK])
    return {
        "messages": len(messages),
        "mean_characters": round(statistics.mean(len(message.text) for message in messages), 1),
        "messages_per_second": round(statistics.median(rate(scorer, messages) for _ in range(repetitions))),
        "load_seconds": round(loading, 2),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m infra.train.speed", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("PALABRE_DATA") or "../shared/data"))
    parser.add_argument("--repetitions", type=int, default=5)
    options = parser.parse_args()
    figures = measure(options.data, options.repetitions)
    print(json.dumps({**figures, "load_average": os.getloadavg()[0]}, indent=2))
