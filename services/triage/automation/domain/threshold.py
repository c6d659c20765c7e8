"""From which probability on a client's own decisions let the machine act alone.

Learn then Test (Angelopoulos, Bates, Candès, Jordan and Lei, 2021) by fixed-sequence testing with several starts
(Bauer, 1991): thresholds are tried from each start downwards, in an order fixed before any decision was seen, and each
walk ends at the first that cannot be shown to keep the limit. Each start has its part of the risk, so the chance that
any threshold is accepted whose true error rate exceeds the limit is at most RISK, whatever the model is worth, and
since the evidence is a bet (see betting), at all looks together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

from services.triage.automation.domain.betting import evidence_below, highest_rate

RISK = 0.05
GRID = (0.99, 0.98, 0.97, 0.96, 0.95, 0.925, 0.9, 0.875, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)
# A walk that began only with the strictest would wait for ever where a model is seldom that sure.
STARTS = (0.99, 0.95, 0.8)
_NEEDED = log(len(STARTS) / RISK)
_MOST_MISSING = 100_000


@dataclass(frozen=True, slots=True)
class Judged:
    """Messages that people decided about: what the model had said of each, and whether it was wrong."""

    probability: float
    is_error: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the decisions show. `threshold` is None where none can be trusted with the limit.

    `count` and `errors` are those from the threshold on and `bound` the highest error rate that they leave open;
    without a threshold those of the start that will be shown first if the next decisions fall as the ones so far.
    `start` is that start, and `missing` how many more decisions from there on, all agreeing with the model, it needs;
    None beyond a hundred thousand.
    """

    threshold: float | None
    start: float
    count: int
    errors: int
    bound: float
    missing: int | None


@dataclass(frozen=True, slots=True)
class _Step:
    threshold: float
    count: int
    errors: int

    def is_shown(self, limit: float, *, more: int = 0) -> bool:
        return evidence_below(self.count + more, self.errors, limit) >= _NEEDED


def judge(evidence: Sequence[Judged], limit: float) -> Verdict:
    """Find the lowest threshold whose error rate is shown to keep the limit."""
    steps = _steps(evidence)
    shown = [step for start in STARTS for step in _walk(steps, start, limit)]
    if shown:
        step = min(shown, key=lambda one: one.threshold)
        return Verdict(step.threshold, step.threshold, step.count, step.errors, _bound(step), 0)
    missing = {step: _missing(step, limit) for step in steps if step.threshold in STARTS}
    # Where the model is seldom that sure, each of the missing decisions takes long to come.
    nearest = min(missing, key=lambda one: (missing[one] / (one.count + 1), one.threshold))
    wanted = missing[nearest] if missing[nearest] < _MOST_MISSING else None
    return Verdict(None, nearest.threshold, nearest.count, nearest.errors, _bound(nearest), wanted)


def _steps(evidence: Sequence[Judged]) -> list[_Step]:
    """How many decisions and errors there are from each threshold on."""
    counts, errors = [0] * len(GRID), [0] * len(GRID)
    for one in evidence:
        place = next((at for at, threshold in enumerate(GRID) if one.probability >= threshold), None)
        if place is not None:
            counts[place] += one.count
            errors[place] += one.count * one.is_error
    return [_Step(*step) for step in zip(GRID, accumulate(counts), accumulate(errors), strict=True)]


def _walk(steps: Sequence[_Step], start: float, limit: float) -> list[_Step]:
    walked = []
    for step in steps:
        if step.threshold > start:
            continue
        if not step.is_shown(limit):
            break
        walked.append(step)
    return walked


def _bound(step: _Step) -> float:
    return highest_rate(step.count, step.errors, RISK / len(STARTS))


def _missing(step: _Step, limit: float) -> int:
    """How many more decisions without an error the step needs to be shown."""
    low, high = 0, _MOST_MISSING
    while low < high:
        middle = (low + high) // 2
        if step.is_shown(limit, more=middle):
            high = middle
        else:
            low = middle + 1
    return low
