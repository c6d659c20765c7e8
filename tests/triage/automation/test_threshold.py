"""The threshold from which a rule acts: what it promises holds for simulated clients whose true error is known.

The promise is Learn then Test by fixed-sequence testing from three starts (Angelopoulos and others, 2021; Bauer, 1991),
each step shown by a bet that Ville's inequality (1939) bounds at all looks together: the chance that a client is ever
let act above its limit is at most RISK.
"""

from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.triage.automation.domain.betting import highest_rate, lowest_rate
from services.triage.automation.domain.threshold import GRID, RISK, Judged, judge

CLIENTS = 2_000
LOOKS = range(50, 401, 50)
LIMIT = 0.1
# What a model says, evenly: each of these is as frequent as the others.
SAID = tuple(threshold + 0.004 for threshold in GRID)

# How often a model is wrong where it says p. The first three hover round the limit, where a fault would show.
CURVES: dict[str, Callable[[float], float]] = {
    "just above the limit everywhere": lambda _said: LIMIT * 1.02,
    "right at first and wrong from 0.9 down": lambda said: 0.08 if said > 0.9 else 0.16,
    "worst where it is surest": lambda said: 0.16 if said > 0.95 else 0.09,
    "calibrated": lambda said: 1 - said,
    "overconfident": lambda said: min(1.0, 2 * (1 - said) + 0.05),
}


def true_error(threshold: float, curve: Callable[[float], float]) -> float:
    rates = [curve(said) for said in SAID if said >= threshold]
    return sum(rates) / len(rates)


def agreeing(count: int, said: float = 0.96, errors: int = 0) -> list[Judged]:
    return [Judged(said, number < errors) for number in range(count)]


class TestPromise:
    @pytest.mark.parametrize("name", CURVES)
    def test_few_clients_ever_act_above_their_limit_although_each_looks_eight_times(self, name: str) -> None:
        """At most RISK of them, and three standard errors of a simulation of this size."""
        curve = CURVES[name]
        chance = Random(name)
        wrong = sum(_ever_exceeds(chance, curve) for _ in range(CLIENTS // len(CURVES)))
        share = wrong / (CLIENTS // len(CURVES))
        assert share <= RISK + 3 * (RISK * (1 - RISK) / (CLIENTS // len(CURVES))) ** 0.5

    def test_a_good_model_is_let_act(self) -> None:
        chance = Random(4)
        evidence = _decide(chance, lambda said: (1 - said) / 4, 400)
        found = judge(evidence, LIMIT).threshold
        assert found is not None
        assert found < 0.9


class TestLittleEvidence:
    def test_nobody_is_let_act_without_decisions_and_it_says_how_many_it_takes(self) -> None:
        verdict = judge([], 0.05)
        assert (verdict.threshold, verdict.count, verdict.bound, verdict.missing) == (None, 0, 1.0, 91)
        assert judge(agreeing(90), 0.05).missing == 1
        assert judge(agreeing(91), 0.05).threshold == 0.5

    def test_errors_ask_for_more(self) -> None:
        verdict = judge(agreeing(91, errors=3), 0.05)
        assert verdict.threshold is None
        assert verdict.missing is not None
        assert judge(agreeing(91 + verdict.missing, errors=3), 0.05).threshold is not None

    def test_what_was_said_below_every_threshold_is_no_evidence(self) -> None:
        assert judge(agreeing(1_000, said=0.4), 0.05).count == 0

    def test_where_too_much_is_missing_it_names_no_number(self) -> None:
        assert judge(agreeing(60_000, errors=30_000), 0.01).missing is None


class TestWalk:
    def test_it_goes_down_as_far_as_the_errors_allow(self) -> None:
        verdict = judge([*agreeing(300, 0.97), *agreeing(300, 0.83, errors=100)], 0.1)
        assert verdict.threshold is not None
        assert 0.85 <= verdict.threshold <= 0.95
        assert (verdict.count, verdict.errors, verdict.missing) == (300, 0, 0)
        assert verdict.bound < 0.1

    def test_errors_where_it_is_surest_end_the_walk_from_there_and_not_the_others(self) -> None:
        sure = agreeing(20, 0.995, errors=4)
        assert judge([*sure, *agreeing(500, 0.9)], 0.1).threshold is not None


class TestMonotony:
    @given(
        count=st.integers(0, 400), errors=st.integers(0, 60), limit=st.sampled_from([0.02, 0.05, 0.1, 0.3])
    )
    def test_one_more_agreement_never_takes_a_threshold_away_and_one_more_error_never_gives_one(
        self, count: int, errors: int, limit: float
    ) -> None:
        evidence = agreeing(count, errors=min(errors, count))
        now = judge(evidence, limit)
        better, worse = (
            judge([*evidence, Judged(0.96, False)], limit),
            judge([*evidence, Judged(0.96, True)], limit),
        )
        assert now.threshold is None or better.threshold is not None
        assert now.threshold is not None or worse.threshold is None
        assert better.bound <= now.bound + 1e-9 or now.count == 0
        assert worse.bound >= now.bound - 1e-9

    @given(data=st.lists(st.tuples(st.sampled_from(SAID), st.booleans()), max_size=200))
    def test_a_stricter_limit_never_gives_a_lower_threshold(self, data: Sequence[tuple[float, bool]]) -> None:
        evidence = [Judged(*one) for one in data]
        strict, lenient = judge(evidence, 0.05).threshold, judge(evidence, 0.2).threshold
        assert strict is None or (lenient is not None and lenient <= strict)

    @given(count=st.integers(1, 500), errors=st.integers(0, 500))
    def test_the_bounds_enclose_what_was_seen(self, count: int, errors: int) -> None:
        seen = min(errors, count)
        assert lowest_rate(count, seen, RISK) <= seen / count <= highest_rate(count, seen, RISK)


def _decide(chance: Random, curve: Callable[[float], float], count: int) -> list[Judged]:
    said = chance.choices(SAID, k=count)
    return [Judged(one, chance.random() < curve(one)) for one in said]


def _ever_exceeds(chance: Random, curve: Callable[[float], float]) -> bool:
    evidence = _decide(chance, curve, LOOKS[-1])
    found = (judge(evidence[:look], LIMIT).threshold for look in LOOKS)
    return any(one is not None and true_error(one, curve) > LIMIT for one in found)
