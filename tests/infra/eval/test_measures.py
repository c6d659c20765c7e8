"""Figures against cases that were worked out by hand, and against scikit-learn on rows drawn at random."""

import numpy as np
import pytest
from sklearn.metrics import f1_score, roc_auc_score

from infra.eval.agreement import agreement
from infra.eval.measures import (
    auc,
    binary,
    calibration_error,
    draws,
    interval,
    macro_f1,
    manifold,
    reliability,
    roc,
)

TRUTH = np.array([True, True, True, False, False, False, False, False])
CHANCES = np.array([0.9, 0.8, 0.3, 0.6, 0.3, 0.2, 0.1, 0.05])
SAID = CHANCES >= 0.5
ONCE = np.ones((1, 8))


class TestOneLabel:
    def test_macro_f1_is_the_mean_of_both_answers(self) -> None:
        # Yes: 2 of 3 found with 1 false alarm, 4/6. No: 4 of 5 with 1 missed, 8/10.
        assert macro_f1(TRUTH, SAID, [True, False], ONCE)[0] == pytest.approx((4 / 6 + 8 / 10) / 2)

    def test_auc_counts_pairs_and_half_of_ties(self) -> None:
        # .9 and .8 are above all five; .3 is above three, equal to one and below one.
        assert auc(TRUTH, CHANCES, ONCE)[0] == pytest.approx((5 + 5 + 3.5) / 15)

    def test_calibration_error_weighs_the_gap_of_each_bin_by_its_rows(self) -> None:
        # Two rows share the bin of .3, of which one holds; each other row has a bin of its own but .1 and .2.
        gaps = [0.1, 0.2, 2 * (0.5 - 0.3), 0.6, 0.2, 0.1, 0.05]
        assert calibration_error(TRUTH, CHANCES, ONCE)[0] == pytest.approx(sum(gaps) / 8)

    def test_the_confusion_and_all_figures_stand_together(self) -> None:
        found = binary(TRUTH, CHANCES, SAID, resamples=200)
        assert found["confusion"] == {"right_yes": 2, "wrong_yes": 1, "wrong_no": 1, "right_no": 4}
        assert (found["rows"], found["positives"]) == (8, 3)
        assert found["auc"]["low"] <= found["auc"]["value"] <= found["auc"]["high"]

    def test_two_rows_of_an_answer_decide_nothing(self) -> None:
        found = binary(TRUTH[1:], CHANCES[1:], SAID[1:], resamples=10)
        assert found["macro_f1"] is found["auc"] is found["calibration_error"] is None
        assert found["confusion"]["right_yes"] == 1

    def test_each_sample_is_what_scikit_learn_says_of_its_rows(self) -> None:
        chance = np.random.default_rng(3)
        truth, chances = chance.random(60) < 0.4, chance.random(60).round(1)
        counts = draws(60, resamples=5, seed=1)
        scores = macro_f1(truth, chances >= 0.5, [True, False], counts)
        areas = auc(truth, chances, counts)
        for sample, score, area in zip(counts.astype(int), scores, areas, strict=True):
            rows = np.repeat(np.arange(60), sample)
            assert score == pytest.approx(f1_score(truth[rows], chances[rows] >= 0.5, average="macro"))
            assert area == pytest.approx(roc_auc_score(truth[rows], chances[rows]))


class TestIntervals:
    def test_the_first_sample_is_the_rows_themselves_and_the_seed_makes_the_others(self) -> None:
        counts = draws(50, resamples=20)
        assert (counts[0] == 1).all()
        assert (counts.sum(axis=1) == 50).all()
        assert (counts == draws(50, resamples=20)).all()
        assert (counts[1:] != draws(50, resamples=20, seed=2)[1:]).any()

    def test_they_hold_the_middle_and_pass_over_samples_that_say_nothing(self) -> None:
        found = interval(np.array([7.0, *range(101), np.nan]))
        assert (found.value, found.low, found.high) == (7.0, 2.5, 97.5)

    def test_they_are_as_wide_as_theory_has_it(self) -> None:
        # A share of .5 in 400 rows has a standard error of .025, so 95 % lie within .049 of it.
        answers = np.arange(400) % 2
        counts = draws(400)
        found = interval(counts @ answers / 400)
        assert found.value == 0.5
        assert found.high - found.low == pytest.approx(0.098, abs=0.012)


class TestOneAnswerOfSeveral:
    def test_macro_f1_is_over_the_names_and_the_rest_is_shown_in_the_confusion(self) -> None:
        truth = ["a", "a", "b", "none", "none"]
        said = ["a", "b", "b", "a", "none"]
        found = manifold(truth, said, ["a", "b"], resamples=50)
        # a: one right, one missed, one false alarm, 2/4. b: one right, one false alarm, 2/3.
        assert found["macro_f1"]["value"] == pytest.approx((1 / 2 + 2 / 3) / 2, abs=1e-4)
        assert found["names"] == ["a", "b", "none"]
        assert found["confusion"] == [[1, 1, 0], [0, 1, 0], [1, 0, 1]]
        assert found["accuracy"] == 0.6


class TestCurves:
    def test_reliability_has_a_point_for_each_bin_with_rows(self) -> None:
        points = reliability(TRUTH, CHANCES)
        assert points[3] == {"said": 0.3, "held": 0.5, "rows": 2}
        assert sum(point["rows"] for point in points) == 8

    def test_roc_runs_from_corner_to_corner_and_takes_ties_together(self) -> None:
        corners = [(0, 0), (0, 0.3333), (0, 0.6667), (0.2, 0.6667), (0.4, 1), (0.6, 1), (0.8, 1), (1, 1)]
        assert roc(TRUTH, CHANCES) == corners


class TestTwoAnnotators:
    def test_agreement_is_counted_beyond_chance(self) -> None:
        # Same in 8 of 10, half of which chance would give. Of 20 answers 10 are yes: alpha is 1 - 19 * 4 / 200.
        found = agreement([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0, 0, 1])
        assert found["same"] == 0.8
        assert found["kappa"] == 0.6
        assert found["alpha"] == 0.62

    def test_an_order_makes_a_step_less_than_a_leap(self) -> None:
        step = agreement([0, 1, 2, 0, 1, 2], [0, 1, 2, 0, 1, 1], is_ordered=True)
        leap = agreement([0, 1, 2, 0, 1, 2], [0, 1, 2, 0, 1, 0], is_ordered=True)
        assert step["kappa"] is not None
        assert leap["kappa"] is not None
        assert step["kappa"] > leap["kappa"]

    def test_one_answer_alone_cannot_be_told_from_chance(self) -> None:
        assert agreement([0, 0, 0], [0, 0, 0])["kappa"] is None
