"""How the two labels are trained: the settings that were best on the dev rows (docs/models.md has the table), and
how a row of each becomes what its model reads.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from infra.train.data import OWN_ROWS, Row, training_rows
from infra.train.fit import Examples, Settings, fit_label
from services.triage.scoring.evidence import EVIDENCE, Input, question_input, toxic_input
from services.triage.scoring.features import Recipe
from services.triage.scoring.gazetteer import Gazetteer
from services.triage.scoring.linear import LabelModel
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.sentences import Sentence

NAME = "palabre-fr-1"
SETTINGS = {
    "toxic": Settings(Recipe(words=2, characters=4), strength=3.0, own_weight=4.0, blend_own_weight=3.0),
    "question": Settings(Recipe(words=3, characters=0), strength=8.0, own_weight=3.0, blend_own_weight=8.0),
}


def train(folder: Path, own: Path = OWN_ROWS) -> dict[str, LabelModel]:
    """A model for each label, from the public rows in `folder` and our own."""
    return {
        label: fit_label(_examples(label, training_rows(folder, label, own)), settings)
        for label, settings in SETTINGS.items()
    }


def _examples(label: str, rows: Sequence[Row]) -> Examples:
    return Examples(
        inputs=[_input(label, row.text) for row in rows],
        names=EVIDENCE[label],
        labels=np.array([row.label for row in rows]),
        is_own=np.array([row.is_own for row in rows]),
    )


def _input(label: str, text: str) -> Input:
    """A public line of questions is one utterance, and so is read as one sentence."""
    normalised = Normalised(text).text
    if label == "question":
        return question_input(Sentence(normalised.strip(), 0, 0))
    return toxic_input(normalised, _gazetteer().find(normalised))


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
