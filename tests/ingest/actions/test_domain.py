"""What follows from what: pauses, last attempts, looks, and when a person is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from services.ingest.actions.domain import (
    LONGEST_PAUSE,
    LOOKS,
    MAX_ATTEMPTS,
    State,
    hash_of,
    outcome_unknown,
    surely_not_sent,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class TestSurelyNotSent:
    def test_it_waits_longer_each_time_and_then_gives_up(self) -> None:
        outcomes = [surely_not_sent(n, NOW, "connect_failed", "", None) for n in range(1, MAX_ATTEMPTS + 1)]
        pauses = [outcome.due_at - NOW for outcome in outcomes if outcome.due_at]
        assert pauses == sorted(pauses)
        assert [outcome.state for outcome in outcomes] == [State.APPROVED] * (MAX_ATTEMPTS - 1) + [
            State.REFUSED
        ]
        assert outcomes[-1].is_told

    def test_it_never_comes_before_the_network_wants(self) -> None:
        outcome = surely_not_sent(1, NOW, "rate_limited", "", timedelta(hours=1))
        assert outcome.due_at == NOW + timedelta(hours=1)
        assert surely_not_sent(7, NOW, "x", "", None).due_at == NOW + min(
            timedelta(seconds=128), LONGEST_PAUSE
        )


class TestOutcomeUnknown:
    @pytest.mark.parametrize("looks", range(len(LOOKS)))
    def test_it_is_looked_for_at_each_time_after_sending(self, looks: int) -> None:
        outcome = outcome_unknown(NOW, looks, "timeout", "", can_look=True)
        assert (outcome.state, outcome.due_at, outcome.is_told) == (State.UNKNOWN, NOW + LOOKS[looks], False)

    def test_after_the_last_look_a_person_decides(self) -> None:
        outcome = outcome_unknown(NOW, len(LOOKS), "not_found", "", can_look=True)
        assert (outcome.due_at, outcome.needs_person, outcome.is_told) == (None, True, True)

    def test_where_nobody_can_look_a_person_decides_at_once(self) -> None:
        assert outcome_unknown(NOW, 0, "timeout", "", can_look=False).needs_person


def test_an_approval_is_bound_to_the_very_text() -> None:
    assert hash_of("Bonjour") != hash_of("Bonjour ")
    assert hash_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
