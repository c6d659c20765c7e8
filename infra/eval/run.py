"""One configuration in one process on one core: what it says of every row, how fast, how soon ready, how large.

Quality, speed and memory come from the same pass, so that no figure stands for a model that another figure does not.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.eval.frozen import read_frozen
from infra.eval.public import LABELLED, MEASURED_ONLY, read_public
from infra.eval.said import Judge, Said, ShippedJudge
from infra.run.child import collect_rarely
from services.triage.scoring.domain import Message
from services.triage.scoring.service import Profile, load_scorer

PROFILES: tuple[Profile, ...] = ("standard", "careful")
BASELINES = ("words", "tfidf", "length")
BATCH = 200
_PASSES = 3
_LONGEST_SECONDS = 20  # of further passes: a slow configuration is not measured thrice
_TIMEOUT_SECONDS = 150
_ONE_CORE = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class RunError(Exception):
    """A configuration could not be measured; the message ends with what its process said last."""


@dataclass(frozen=True, slots=True)
class Run:
    """One configuration: what it said of each set, in the order of the rows, and what that took."""

    name: str
    model: str
    said: Mapping[str, Sequence[Said]]
    messages_per_second: float
    load_seconds: float
    peak_memory_mb: int

    @property
    def costs(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "messages_per_second": self.messages_per_second,
            "load_seconds": self.load_seconds,
            "peak_memory_mb": self.peak_memory_mb,
        }


def messages_of(data: Path) -> dict[str, list[Message]]:
    """Every message that is measured on, by its set."""
    frozen = read_frozen()
    sets = {
        "frozen": [row.message for row in frozen.rows],
        "functional": [row.message for row in frozen.functional],
    }
    for name in (*LABELLED, *MEASURED_ONLY):
        sets[name] = [row.message for row in read_public(data, name, "dev")]
    return sets


def load(name: str, data: Path) -> Judge:
    """A configuration, ready to score."""
    for profile in PROFILES:
        if name == profile:
            return ShippedJudge(load_scorer(profile=profile))
    from infra.eval import baselines

    fits: dict[str, Callable[[], Judge]] = {
        "words": baselines.word_list,
        "tfidf": lambda: baselines.tfidf(data),
        "length": lambda: baselines.length_only(data),
    }
    return fits[name]()


def run(name: str, judge: Judge, sets: Mapping[str, Sequence[Message]], load_seconds: float = 0.0) -> Run:
    """Ask for everything in batches as the worker does; further passes are for the clock alone."""
    messages = [message for each in sets.values() for message in each]
    judge.say(messages[:BATCH])
    said, seconds = _pass(judge, messages)
    passes, begin = [seconds], time.perf_counter()
    while len(passes) < _PASSES and time.perf_counter() - begin + seconds < _LONGEST_SECONDS:
        passes.append(_pass(judge, messages)[1])
    answers = iter(said)
    return Run(
        name=name,
        model=judge.model,
        said={key: [next(answers) for _ in each] for key, each in sets.items()},
        messages_per_second=round(len(messages) / statistics.median(passes), 1),
        load_seconds=round(load_seconds, 2),
        peak_memory_mb=_peak_memory(),
    )


def _pass(judge: Judge, messages: Sequence[Message]) -> tuple[list[Said], float]:
    begin = time.perf_counter()
    said = [
        one for start in range(0, len(messages), BATCH) for one in judge.say(messages[start : start + BATCH])
    ]
    return said, time.perf_counter() - begin


def _peak_memory() -> int:
    """Of this program alone: what getrusage tells can be that of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def run_apart(name: str, data: Path) -> Run:
    """The same in a process of its own, held to one core; raises RunError."""
    done = subprocess.run(
        [sys.executable, "-m", "infra.eval.run", name, "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_SECONDS,
        check=False,
        env={**os.environ, **_ONE_CORE},
    )
    if done.returncode:
        raise RunError(f"The configuration “{name}” could not be measured: {done.stderr.strip()[-500:]}")
    entry = json.loads(done.stdout.splitlines()[-1])
    said = {key: [Said.from_json(one) for one in each] for key, each in entry.pop("said").items()}
    return Run(**entry, said=said)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.eval.run", description=__doc__)
    parser.add_argument("name", choices=[*PROFILES, *BASELINES])
    parser.add_argument("--data", type=Path, required=True)
    asked = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    begin = time.perf_counter()
    judge = load(asked.name, asked.data)
    load_seconds = time.perf_counter() - begin
    collect_rarely()
    found = run(asked.name, judge, messages_of(asked.data), load_seconds)
    said = {key: [one.as_json() for one in each] for key, each in found.said.items()}
    print(json.dumps({"name": found.name, **found.costs, "said": said}))


if __name__ == "__main__":
    main()
