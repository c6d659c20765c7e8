"""What a client's own people taught: it says so, where it stands, and its part of the score is exact."""

from collections.abc import Sequence

import numpy as np
import pytest

from services.triage.scoring.domain import Explanation, Message
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.explaining import own_parts
from services.triage.scoring.layer import RECIPE, Head, heads_of, log_odds, rows_of, to_bytes
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.owning import weigh_own
from services.triage.scoring.service import Scorer
from services.triage.scoring.words import words_of

TEXTS = [
    "Le pont des Lavandières ferme encore, bravo la mairie",
    "Bande de crétins, le pont ferme encore",
    "",
    "👍",
    "encore " * 60,
]
BRIDGE = "Bande de crétins, le pont ferme encore"


def taught(
    scorer: Scorer, words: Sequence[str] = ("pont",), slope: float = 1.0, intercept: float = 0.0
) -> OwnLayer:
    """A layer in which some words make a message more toxic."""
    weights = np.zeros(1 << RECIPE.bits, dtype=np.float32)
    for word in words:
        weights += 3 * rows_of([words_of(Normalised(word).text)]).toarray()[0].astype(np.float32)
    return OwnLayer("c1", scorer.model, to_bytes({"toxic": Head(slope, intercept, weights)}))


def explained(scorer: Scorer, text: str, layer: OwnLayer | None) -> Explanation:
    (found,) = scorer.assess([Message(text, sector="city_hall")], layer)
    return next(one for one in found.explanation if one.label == "toxic")


class TestTruth:
    @pytest.mark.parametrize("text", TEXTS)
    @pytest.mark.parametrize("chance", [1e-12, 0.001, 0.3, 0.5, 0.97, 0.9999999])
    def test_the_general_log_odds_and_the_layers_parts_make_those_of_the_layer(
        self, scorer: Scorer, text: str, chance: float
    ) -> None:
        layer = taught(scorer, ["pont", "bravo la mairie"], slope=1.3, intercept=-0.4)
        words = words_of(Normalised(text).text)
        (own,) = weigh_own(layer, [words], [{"toxic": chance, "spam": 0.2}])
        assert own.keys() == {"toxic"}
        total = np.log(chance / (1 - chance)) + sum(part.weight for part in own_parts(own["toxic"]))
        head = heads_of(layer)["toxic"]
        shifted = head.shift(np.array([chance]), rows_of([words]))
        assert total == pytest.approx(float(log_odds(shifted)[0]), abs=1e-3) or abs(total) > 7
        assert 1 / (1 + np.exp(-total)) == pytest.approx(float(shifted[0]), abs=1e-6)


class TestGrounds:
    def test_words_that_the_team_taught_are_shown_as_written(self, scorer: Scorer) -> None:
        grounds = {one.code: one for one in explained(scorer, BRIDGE, taught(scorer)).grounds}
        assert grounds["own_words"].weight > 0
        assert "pont" in " ".join(grounds["own_words"].words)
        assert [BRIDGE[start:end] for start, end in grounds["own_words"].places] == [
            *grounds["own_words"].words
        ]

    @pytest.mark.parametrize(("intercept", "code"), [(0.7, "own_more"), (-0.7, "own_less")])
    def test_a_team_that_is_stricter_or_milder_is_said_to_be(
        self, scorer: Scorer, intercept: float, code: str
    ) -> None:
        grounds = {
            one.code: one for one in explained(scorer, BRIDGE, taught(scorer, (), 1, intercept)).grounds
        }
        assert grounds[code].weight == pytest.approx(intercept, abs=0.01)

    def test_the_general_models_grounds_stay_as_they_are_beside_it(self, scorer: Scorer) -> None:
        plain = explained(scorer, BRIDGE, None).grounds
        beside = explained(scorer, BRIDGE, taught(scorer, ("pont",), 1, -0.3)).grounds
        assert [one for one in beside if not one.code.startswith("own_")] == [*plain]
        assert len(beside) == len(plain) + 2

    def test_without_a_layer_and_with_one_of_another_model_nothing_is_said_of_a_team(
        self, scorer: Scorer
    ) -> None:
        foreign = OwnLayer("c1", "another-model", taught(scorer).body)
        for layer in (None, foreign):
            assert not [
                one for one in explained(scorer, BRIDGE, layer).grounds if one.code.startswith("own_")
            ]
