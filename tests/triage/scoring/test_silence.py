"""People say what is wrong far more often than what is right, and a layer must not learn the contrary from it."""

import numpy as np
import pytest

from services.triage.scoring.domain.layers import Chosen, General, OwnLayer, Refit, Taught
from services.triage.scoring.features import Floats
from services.triage.scoring.layer import answers_of, choices_of, heads_of, layered, rows_of
from services.triage.scoring.silence import answers_left, chances_left, share_corrected
from services.triage.scoring.teaching import fit_layer
from services.triage.scoring.verdict import Verdicts

WORDS = (
    "colis",
    "livraison",
    "retard",
    "merci",
    "bravo",
    "facture",
    "compte",
    "agence",
    "magasin",
    "prix",
    "carte",
)
COUNT = 1_500
GENERAL = "palabre-fr-2+00000000"
TONES = ("negative", "neutral", "positive")


def write(chance: np.random.Generator, count: int = COUNT) -> list[str]:
    return [" ".join(chance.choice(WORDS, 6)) for _ in range(count)]


def layer_of(refit: Refit) -> OwnLayer:
    assert refit.body is not None
    return OwnLayer("c1", GENERAL, refit.body)


@pytest.fixture(scope="module")
def learnt() -> Refit:
    """Here thanks are always praise, to a model that finds every message neutral; the team corrects most."""
    chance = np.random.default_rng(6)
    texts = write(chance)
    is_said = [("merci" in text) and bool(chance.random() < 0.8) for text in texts]
    answers = ["positive" if said else "neutral" for said in is_said]
    chosen = Chosen(range(COUNT), answers, [1.0] * COUNT, is_said)
    scores = {"negative": [-1.0] * COUNT, "neutral": [0.5] * COUNT, "positive": [0.0] * COUNT}
    return fit_layer(texts, General({}, scores={"sentiment": scores}), {"sentiment": chosen}, None)


class TestLeft:
    def test_nothing_is_learnt_from_silence_where_nobody_corrects(self) -> None:
        chances: Floats = np.array([0.1, 0.4, 0.9])
        assert chances_left(chances, chances >= 0.5, 0.0) == pytest.approx(chances)

    def test_the_more_is_corrected_the_surer_is_what_was_left(self) -> None:
        chances: Floats = np.array([0.2, 0.8])
        some, most = (chances_left(chances, chances >= 0.5, share) for share in (0.5, 0.9))
        assert 0.2 > some[0] > most[0] > 0
        assert 0.8 < some[1] < most[1] < 1

    def test_of_answers_too(self) -> None:
        left = answers_left(np.array([[0.5, 0.3, 0.2]]), np.array([0]), 0.5)
        assert left[0] == pytest.approx([2 / 3, 0.2, 0.4 / 3])

    def test_the_share_is_what_was_said_of_what_must_have_been_wrong(self) -> None:
        assert share_corrected(np.full(100, 0.2), 5) == pytest.approx(0.25)
        assert share_corrected(np.full(100, 0.01), 50) == 0.9


class TestCorrectionsAlone:
    """A model that is right as often as it says, and a team that corrects some of what is wrong."""

    @pytest.mark.parametrize("share", [0.3, 1.0])
    def test_a_right_model_is_not_turned_round(self, share: float) -> None:
        chance = np.random.default_rng(3)
        general = np.clip(chance.beta(0.5, 2.5, COUNT), 0.01, 0.99)
        truth = chance.random(COUNT) < general
        shown = general >= 0.5
        is_said = (shown != truth) & (chance.random(COUNT) < share)
        taught = Taught(
            range(COUNT), np.where(is_said, truth, shown).tolist(), [1.0] * COUNT, is_said.tolist()
        )
        found = fit_layer(write(chance), General({"lead": general.tolist()}), {"lead": taught}, None)
        assert (found.body, found.figures["lead"].outcome) == (None, "not_better")
        assert found.figures["lead"].silent == COUNT - is_said.sum()

    def test_few_words_teach_nothing_however_much_was_left(self) -> None:
        marks = [n % 4 == 0 for n in range(COUNT)]
        is_said = [n < 15 for n in range(COUNT)]
        taught = Taught(range(COUNT), marks, [1.0] * COUNT, is_said)
        chances = [0.9 if mark else 0.1 for mark in marks]
        texts = write(np.random.default_rng(4))
        found = fit_layer(texts, General({"lead": chances}), {"lead": taught}, None).figures["lead"]
        assert (found.outcome, found.missing) == ("too_few", 5)

    @pytest.mark.parametrize(("share", "outcome"), [(0.8, "better"), (0.4, "not_better")])
    def test_a_rule_of_the_house_is_learnt_where_it_is_said_more_often_than_left(
        self, share: float, outcome: str
    ) -> None:
        """To this team whatever names an agency is a lead; the model finds none."""
        chance = np.random.default_rng(5)
        texts = write(chance)
        truth = np.array(["agence" in text for text in texts])
        is_said = truth & (chance.random(COUNT) < share)
        taught = Taught(range(COUNT), is_said.tolist(), [1.0] * COUNT, is_said.tolist())
        found = fit_layer(texts, General({"lead": [0.2] * COUNT}), {"lead": taught}, None)
        assert found.figures["lead"].outcome == outcome

    def test_what_is_learnt_is_the_rule(self) -> None:
        texts = write(np.random.default_rng(5))
        truth = ["agence" in text for text in texts]
        taught = Taught(range(COUNT), truth, [1.0] * COUNT, truth)
        found = fit_layer(texts, General({"lead": [0.2] * COUNT}), {"lead": taught}, None)
        (head,) = heads_of(layer_of(found)).values()
        said = head.shift(np.array([0.2, 0.2]), rows_of([" ^ agence demain $ ", " ^ merci bravo $ "]))
        assert said[0] > 0.5 > said[1]


class TestChoices:
    def test_a_tone_is_learnt_and_the_others_stay(self, learnt: Refit) -> None:
        choice = choices_of(layer_of(learnt))["sentiment"]
        scores = np.array([[-1.0, 0.5, 0.0]] * 2)
        shifted = choice.shift(scores, rows_of([" ^ merci bravo merci $ ", " ^ facture compte $ "]))
        assert [TONES[place] for place in shifted.argmax(axis=1)] == ["positive", "neutral"]

    def test_nothing_stands_where_more_would_be_broken_than_put_right(self) -> None:
        chance = np.random.default_rng(7)
        texts = write(chance)
        is_said = [n % 12 == 0 for n in range(COUNT)]
        answers = [str(chance.choice(TONES)) if said else "neutral" for said in is_said]
        chosen = Chosen(range(COUNT), answers, [1.0] * COUNT, is_said)
        scores = {"negative": [0.0] * COUNT, "neutral": [0.5] * COUNT, "positive": [0.0] * COUNT}
        found = fit_layer(texts, General({}, scores={"sentiment": scores}), {"sentiment": chosen}, None)
        assert (found.body, found.figures["sentiment"].outcome) == (None, "not_better")

    def test_a_message_is_told_with_it_and_what_the_general_model_says(self, learnt: Refit) -> None:
        scores = {"sentiment": np.array([[-1.0, 0.5, 0.0]]), "intent": np.zeros((1, 14))}
        verdicts = Verdicts({}, np.array([0.0]), scores)
        found, _ = layered(verdicts, layer_of(learnt), [" ^ merci bravo merci $ "])
        assert TONES[found.scores["sentiment"][0].argmax()] == "positive"
        assert found.scores["intent"] is scores["intent"]
        assert answers_of(verdicts, layer_of(learnt)) == [{"sentiment": "neutral"}]


class TestSteps:
    def test_the_second_step_of_urgency_is_learnt_apart_and_stays_below_the_first(self) -> None:
        chance = np.random.default_rng(8)
        texts = write(chance)
        marks = ["carte" in text for text in texts]
        taught = Taught(range(COUNT), marks, [1.0] * COUNT)
        found = fit_layer(texts, General({"urgency_2": [0.1] * COUNT}), {"urgency_2": taught}, None)
        labels = {"urgency": np.array([0.6, 0.6])}
        verdicts = Verdicts(labels, np.array([0.1, 0.1]), {}, {"urgency": np.array([0.5, 0.5])})
        shifted, _ = layered(verdicts, layer_of(found), [" ^ carte carte $ ", " ^ merci bravo $ "])
        assert shifted.at_once[0] > 0.5 > shifted.at_once[1]
        assert shifted.at_once[0] <= 0.6
        assert answers_of(verdicts, layer_of(found))[0] == {"urgency_level": "1"}
