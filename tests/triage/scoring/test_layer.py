"""A layer says what its client's people say, where they say otherwise than the general model, and nothing else."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from services.triage.scoring.comparing import is_surely_gain
from services.triage.scoring.domain.layers import General, OwnLayer, Refit, Taught
from services.triage.scoring.features import Floats
from services.triage.scoring.layer import Head, apply, from_bytes, layered, rows_of, to_bytes
from services.triage.scoring.lessons import FEWEST, FEWEST_OF_A_SIDE
from services.triage.scoring.teaching import fit_layer
from services.triage.scoring.verdict import Verdicts

GENERAL = "palabre-fr-2+00000000"
COUNT = 400


def texts(count: int = COUNT) -> list[str]:
    return [f"{'zut' if n % 4 == 0 else 'merci'} pour le colis {n}" for n in range(count)]


def teach(marks: list[bool], general: list[float], standing: OwnLayer | None = None) -> Refit:
    taught = Taught(range(len(marks)), marks, [1.0] * len(marks))
    return fit_layer(texts(len(marks)), General({"toxic": general}), {"toxic": taught}, standing)


def layer_of(refit: Refit) -> OwnLayer:
    assert refit.body is not None
    return OwnLayer("c1", GENERAL, refit.body)


@pytest.fixture(scope="module")
def learnt() -> OwnLayer:
    """To this team every "zut" is toxic, and the general model finds none."""
    return layer_of(teach([n % 4 == 0 for n in range(COUNT)], [0.1] * COUNT))


class TestApply:
    def test_it_says_what_was_taught_and_leaves_the_other_labels(self, learnt: OwnLayer) -> None:
        labels = {"toxic": np.array([0.1, 0.1]), "lead": np.array([0.2, 0.2])}
        shifted = apply(learnt, labels, [" ^ zut alors $ ", " ^ merci bien $ "])
        assert set(shifted) == {"toxic"}
        assert shifted["toxic"][0] > 0.5 > shifted["toxic"][1]

    def test_kinds_go_along_and_stay_below_their_label(self, learnt: OwnLayer) -> None:
        labels = {"toxic": np.array([0.1]), "insult": np.array([0.05])}
        shifted = apply(learnt, labels, [" ^ zut alors $ "])
        assert 0.05 < shifted["insult"][0] <= shifted["toxic"][0]

    def test_a_head_that_learnt_nothing_says_what_the_general_model_says(self) -> None:
        chances: Floats = np.array([0.01, 0.4, 0.98])
        head = Head(1.0, 0.0, np.zeros(1 << 13, dtype=np.float32))
        assert head.shift(chances, rows_of(["a", "b", "c"])) == pytest.approx(chances)

    def test_urgency_carries_what_must_be_done_at_once(self) -> None:
        body = to_bytes({"urgency": Head(1.0, 2.0, np.zeros(1 << 13, dtype=np.float32))})
        others: dict[str, Any] = {field.name: {} for field in fields(Verdicts)}
        urgent = {"labels": {"urgency": np.array([0.5])}, "at_once": np.array([0.25])}
        verdicts = Verdicts(**{**others, **urgent})
        found, (general,) = layered(verdicts, OwnLayer("c1", GENERAL, body), [" ^ vite $ "])
        assert found.at_once[0] == pytest.approx(found.labels["urgency"][0] / 2)
        assert general == {"urgency": 0.5}


class TestBytes:
    def test_the_same_heads_give_the_same_bytes_and_come_back(self, learnt: OwnLayer) -> None:
        heads = from_bytes(learnt.body)[0]
        assert to_bytes(heads) == learnt.body
        assert np.array_equal(from_bytes(to_bytes(heads))[0]["toxic"].weights, heads["toxic"].weights)

    def test_ten_labels_are_small(self, learnt: OwnLayer) -> None:
        (head,) = from_bytes(learnt.body)[0].values()
        assert len(to_bytes({f"label{n}": head for n in range(10)})) < 400_000


class TestRefit:
    @pytest.mark.parametrize(
        ("yes", "no", "missing"),
        [(30, FEWEST - 40, 10), (FEWEST_OF_A_SIDE - 3, FEWEST, 3), (5, 5, FEWEST - 10)],
    )
    def test_too_few_words_say_how_many_are_missing(self, yes: int, no: int, missing: int) -> None:
        found = teach([True] * yes + [False] * no, [0.1] * (yes + no))
        assert found.body is None
        assert (found.figures["toxic"].outcome, found.figures["toxic"].missing) == ("too_few", missing)

    def test_where_the_general_model_is_right_already_nothing_stands(self) -> None:
        marks = [n % 4 == 0 for n in range(COUNT)]
        found = teach(marks, [0.999 if mark else 0.001 for mark in marks])
        assert found.body is None
        assert found.figures["toxic"].outcome == "not_better"

    def test_what_has_become_worse_than_the_general_model_is_taken_away(self, learnt: OwnLayer) -> None:
        """The team dropped its rule, and a layer that still follows it is wrong about every "zut"."""
        chance = np.random.default_rng(5)
        marks = [bool(one) for one in chance.random(COUNT) < 0.5]
        found = teach(marks, [0.9 if mark else 0.1 for mark in marks], learnt)
        assert found.figures["toxic"].outcome in {"better", "worse"}
        heads, _ = from_bytes(layer_of(found).body)
        before = from_bytes(learnt.body)[0]["toxic"]
        assert heads.get("toxic") is None or heads["toxic"].slope > before.slope

    def test_a_message_without_a_letter_teaches_no_word(self) -> None:
        taught = Taught(range(COUNT), [n % 2 == 0 for n in range(COUNT)], [1.0] * COUNT)
        found = fit_layer([""] * COUNT, General({"toxic": [0.5] * COUNT}), {"toxic": taught}, None)
        assert found.figures["toxic"].outcome == "not_better"


class TestSurely:
    def test_what_only_the_last_bits_gain_is_no_gain(self) -> None:
        """All of one sign and so without noise: where the general model is right, chance decided by them."""
        assert not is_surely_gain(np.full(120, 1e-9))
        assert is_surely_gain(np.full(120, 1e-2))


class TestSimulation:
    def test_a_worse_layer_is_hardly_ever_let_through(self) -> None:
        """Teams whose words are drawn from what the model says: no layer can be better, and nearly none passes."""
        chance = np.random.default_rng(11)
        general = np.clip(chance.beta(0.6, 1.8, COUNT), 0.01, 0.99)
        passed = 0
        for _ in range(60):
            marks = [bool(one) for one in chance.random(COUNT) < general]
            passed += teach(marks, general.tolist()).body is not None
        assert passed <= 3
