"""`python -m infra.eval.teams`: what clients' own layers come to, with simulated teams; docs/learning.md tells of it.

The general model is fitted on one half of our own training rows, and teams judge messages of the other half, or of the
public sets. Their words are refitted every hundred, and what stands then is measured on rows that neither saw.
Where a team says only what is wrong, it says a part of the errors, and leaves the rest as it was shown.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from infra.eval.public import read_public
from infra.train.corpus.rows import Row, own_rows
from services.triage.scoring.domain.layers import General, Taught
from services.triage.scoring.features import Floats, Recipe, hash_features
from services.triage.scoring.labelling import refit_label
from services.triage.scoring.layer import Head, rows_of
from services.triage.scoring.lessons import missing_of
from services.triage.scoring.linear import unit_rows
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.words import words_of

SEED = 20261123
_RECIPE = Recipe(words=2, characters=5, bits=16)
_LABELS = ("toxic", "service_request", "lead", "urgency", "spam", "question")
_SETS = {"toxicity_forum_fr": "toxic", "toxicity_chat_fr": "toxic", "question_lines_fr": "question"}
_MOST, _HELD, _STEP = 1_600, 400, 100
_IT = "it"  # the one label of a team
_SWEARS = ("nul", "honte", "voleur", "incapable", "arnaq", "merde", "putain")
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Way:
    """How a team speaks: of which share of its messages that are wrong, or of all; and whether silence counts."""

    spoken: float | None = None
    is_silence_kept: bool = True


WAYS = {
    "all is said": Way(),
    "nine errors of ten are": Way(0.9),
    "half of the errors are": Way(0.5),
    "half, and silence not counted": Way(0.5, is_silence_kept=False),
}


@dataclass(frozen=True, slots=True)
class Team:
    """What the general model says of its messages, and what the team thinks; nothing where it thinks the same."""

    kind: str
    label: str
    words: Sequence[str]
    general: Floats
    truth: Bools | None = None


@dataclass(slots=True)
class Tally:
    """What came of the teams of one kind."""

    streams: int = 0
    layered: int = 0
    promoted: int = 0
    worse: int = 0
    gains: list[float] = field(default_factory=list)
    agreement: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        gains, points = np.mean(self.gains), 100 * np.mean(self.agreement)
        share = self.layered / self.streams
        return (
            f"| {name} | {self.streams} | {share:.0%} | {self.promoted} | {self.worse} "
            f"| {gains:.3f} | {min(self.gains):.3f} | {points:+.1f} |"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.eval.teams", description=__doc__)
    data = Path(os.environ.get("PALABRE_DATA") or "../shared/data")
    parser.add_argument("--data", type=Path, default=data, help="folder of the public rows (PALABRE_DATA)")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    begin, chance = time.monotonic(), np.random.default_rng(options.seed)
    tallies: dict[str, Tally] = {}
    for team in teams(options.data, chance):
        for name, way in WAYS.items():
            tally = tallies.setdefault(f"{team.kind}: {name}", Tally())
            for _ in range(6 if team.truth is None else 2):
                _follow(team, way, chance, tally)
    print("| team | streams | with a layer | promoted | worse ones | mean gain | worst | agreement |")
    print("|---|---|---|---|---|---|---|---|")
    for name, tally in tallies.items():
        print(tally.line(name))
    print(f"\nseed {options.seed}, {time.monotonic() - begin:.0f} s")
    return 0


def teams(data: Path, chance: np.random.Generator) -> Iterator[Team]:
    own = [row for row in own_rows("train") if row.origin == "own"]
    own = [own[place] for place in chance.permutation(len(own))]
    known, theirs = own[: len(own) // 2], own[len(own) // 2 :]
    for label in _LABELS:
        model = _Model(known, label)
        words = _words([row.text for row in theirs])
        general = model.chances(words)
        yield Team("nothing to learn", label, words, general)
        truth = np.array([bool(row.marks[label]) for row in theirs])
        yield Team("as annotated", label, words, general, truth)
        if label != "spam":
            house = np.array([_house(row, label) for row in theirs])
            yield Team("rules of a house", label, words, general, house)
    for name, label in _SETS.items():
        rows = read_public(data, name, "train")
        rows = [rows[place] for place in chance.permutation(len(rows))[: _MOST + 2 * _HELD]]
        words = _words([row.text for row in rows])
        truth = np.array([bool(row.label) for row in rows])
        yield Team("public sets", label, words, _Model(known, label).chances(words), truth)


def _house(row: Row, label: str) -> bool:
    """A stricter, wider or narrower rule than the guide's."""
    said, marks = bool(row.marks[label]), row.marks
    if label == "toxic":
        return said or bool(marks["tone:negative"] and any(word in row.text.lower() for word in _SWEARS))
    if label == "service_request":
        return said and not _has(marks, "opening_hours_place", "product_info", "job_application")
    if label == "lead":
        return said or _has(marks, "product_info", "subscription")
    if label == "urgency":
        return said or _has(marks, "outage_technical", "account_access")
    return said or bool(marks["service_request"])


def _has(marks: Mapping[str, int], *intents: str) -> bool:
    return any(marks[f"intent:{intent}"] for intent in intents)


class _Model:
    """A calibrated linear model of one label."""

    def __init__(self, rows: Sequence[Row], label: str) -> None:
        matrix = _matrix(_words([row.text for row in rows]))
        marks = np.array([row.marks[label] for row in rows])
        folds, unseen = np.arange(len(rows)) % 5, np.zeros(len(rows))
        for fold in range(5):
            unseen[folds == fold] = (
                _machine()
                .fit(matrix[folds != fold], marks[folds != fold])
                .decision_function(matrix[folds == fold])
            )
        self._calibrate = LogisticRegression(C=1_000).fit(unseen[:, None], marks)
        self._decide = _machine().fit(matrix, marks)

    def chances(self, words: Sequence[str]) -> Floats:
        decided = self._decide.decision_function(_matrix(words))[:, None]
        found: Floats = np.clip(self._calibrate.predict_proba(decided)[:, 1], 0.001, 0.999)
        return found


def _machine() -> LogisticRegression:
    return LogisticRegression(C=3, solver="liblinear", class_weight="balanced", random_state=SEED)


def _words(texts: Sequence[str]) -> list[str]:
    return [words_of(Normalised(text).text) for text in texts]


def _matrix(words: Sequence[str]) -> "sparse.csr_matrix":
    return unit_rows(hash_features(words, _RECIPE), _RECIPE, np.ones(1 << _RECIPE.bits))


def _follow(team: Team, way: Way, chance: np.random.Generator, tally: Tally) -> None:
    """One stream of messages in an order of its own, refitted as its words come in."""
    drawn = chance.random(len(team.general)) < team.general if team.truth is None else team.truth
    order = chance.permutation(len(drawn))
    most = min(_MOST, len(order) - _HELD)
    held = order[most:]
    rows, general, said = rows_of(team.words), team.general, team.general.tolist()
    heads: dict[str, Head] = {}
    is_said = _spoken(way, general, drawn, chance)
    shown = np.where(is_said, drawn, general >= 0.5)
    for count in range(_STEP, most + 1, _STEP):
        places = order[:count] if way.is_silence_kept else order[:count][is_said[order[:count]]]
        weights = [1.0] * len(places)
        taught = Taught(places.tolist(), shown[places].tolist(), weights, is_said[places].tolist())
        if missing_of(taught) is None:
            before = heads.get(_IT)
            refit_label(rows, General({_IT: said}), taught, _IT, heads)
            if heads.get(_IT) is not before:
                tally.promoted += 1
                stood, stands = (_speak(one, general[held], rows[held]) for one in (before, heads.get(_IT)))
                tally.worse += bool(_loss(stands, drawn[held]) > _loss(stood, drawn[held]))
    now, truth = _speak(heads.get(_IT), general[held], rows[held]), drawn[held]
    tally.streams += 1
    tally.layered += bool(heads)
    tally.gains.append(_loss(general[held], truth) - _loss(now, truth))
    tally.agreement.append(float(((now >= 0.5) == truth).mean() - ((general[held] >= 0.5) == truth).mean()))


def _spoken(way: Way, general: Floats, truth: Bools, chance: np.random.Generator) -> Bools:
    if way.spoken is None:
        return np.ones(len(truth), dtype=bool)
    spoken: Bools = ((general >= 0.5) != truth) & (chance.random(len(truth)) < way.spoken)
    return spoken


def _speak(head: Head | None, general: Floats, rows: "sparse.csr_matrix") -> Floats:
    return general if head is None else head.shift(general, rows)


def _loss(chances: Floats, truth: Bools) -> float:
    inner = np.clip(chances, 1e-3, 1 - 1e-3)
    return float(-np.log(np.where(truth, inner, 1 - inner)).mean())


if __name__ == "__main__":
    sys.exit(main())
