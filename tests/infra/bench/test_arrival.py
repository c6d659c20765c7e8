"""What the benchmark of arrivals makes of the moments that it saw: a figure must not flatter."""

import pytest

from infra.bench.arrival import BATCH, Times, batches, drift
from services.runtime.ids import new_id


class TestDelays:
    def test_each_runs_from_its_own_answer_in_the_order_of_the_answers(self) -> None:
        first, second = new_id(), new_id()
        times = Times(answered={second: 11.0, first: 10.0}, placed={first: 10.25, second: 12.0})
        assert times.delays() == [0.25, 1.0]

    def test_what_was_placed_before_its_answer_came_was_not_waited_for(self) -> None:
        one = new_id()
        assert Times(answered={one: 10.0}, placed={one: 9.5}).delays() == [0.0]

    def test_a_message_that_never_came_to_the_queue_ends_the_run_rather_than_being_left_out(self) -> None:
        with pytest.raises(KeyError):
            Times(answered={new_id(): 10.0}).delays()


class TestDrift:
    def test_a_queue_that_falls_behind_shows(self) -> None:
        assert (
            drift([0.1] * 10 + [0.5] * 80 + [9.0] * 10)
            == "0.100 s in the first tenth and 9.000 s in the last"
        )

    def test_a_few_messages_are_their_own_tenth(self) -> None:
        assert drift([0.2, 0.4]) == "0.200 s in the first tenth and 0.400 s in the last"


class TestBatches:
    def test_replies_answer_a_message_that_was_posted_before_them(self) -> None:
        messages = [message for batch in batches(100 * BATCH) for message in batch]
        posted: set[str] = set()
        for message in messages:
            assert message.get("parent") is None or message["parent"] in posted
            posted.add(message["id"])
        assert len(posted) == len(messages) == 100 * BATCH
        assert 0.4 < sum(message["kind"] == "reply" for message in messages) / len(messages) < 0.5
