"""What stops a rule: its own errors, and not the luck of looking often."""

from random import Random

import pytest

from services.runtime.ids import new_id
from services.triage.automation.domain.audit import RISK, Audit, is_audited

LIMIT = 0.1
RULES = 1_000


def _is_ever_stopped(chance: Random, error: float, acts: int = 400, share: float = 0.2) -> int | None:
    """After how many messages a rule is stopped whose acts people reverse half of the time when they are wrong."""
    seen = Audit()
    for number in range(1, acts + 1):
        is_error = chance.random() < error
        if chance.random() < share:
            seen = Audit(seen.audited + 1, seen.errors + is_error, seen.acts, seen.reversals)
        else:
            is_reversed = is_error and chance.random() < 0.5
            seen = Audit(seen.audited, seen.errors, seen.acts + 1, seen.reversals + is_reversed)
        if seen.breaks(LIMIT):
            return number
    return None


class TestStop:
    def test_rules_at_their_limit_are_seldom_stopped_although_every_message_is_looked_at(self) -> None:
        chance = Random(7)
        stopped = sum(_is_ever_stopped(chance, LIMIT) is not None for _ in range(RULES))
        assert stopped / RULES <= RISK + 3 * (RISK * (1 - RISK) / RULES) ** 0.5

    def test_a_rule_far_above_its_limit_is_stopped_within_a_few_hundred_messages(self) -> None:
        chance = Random(8)
        after = [_is_ever_stopped(chance, 0.4) for _ in range(100)]
        assert sum(one is not None and one <= 200 for one in after) >= 95

    def test_reversals_alone_stop_a_rule(self) -> None:
        assert Audit(acts=20, reversals=12).breaks(LIMIT)
        assert not Audit(acts=20, reversals=2).breaks(LIMIT)

    def test_nothing_stops_nothing_and_thousands_of_errors_fit_a_float(self) -> None:
        assert not Audit().breaks(LIMIT)
        assert Audit(audited=50_000, errors=50_000).breaks(LIMIT)

    def test_its_bound_is_above_the_limit_when_it_stops(self) -> None:
        seen = Audit(audited=40, errors=16)
        assert seen.breaks(LIMIT)
        assert LIMIT < seen.bound < 16 / 40


class TestDraw:
    @pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
    def test_the_share_goes_to_people(self, share: float) -> None:
        rule = new_id()
        drawn = sum(is_audited(rule, new_id(), share) for _ in range(4_000))
        assert abs(drawn / 4_000 - share) < 5 * (share * (1 - share) / 4_000) ** 0.5

    def test_the_same_message_is_always_drawn_and_another_rule_draws_anew(self) -> None:
        items = [new_id() for _ in range(200)]
        first, second = new_id(), new_id()
        drawn = [is_audited(first, item, 0.5) for item in items]
        assert drawn == [is_audited(first, item, 0.5) for item in items]
        assert drawn != [is_audited(second, item, 0.5) for item in items]
        assert all(is_audited(first, item, 1) for item in items)
