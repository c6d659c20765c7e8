"""A bucket lets a burst through, then the rate, and says when to come back."""

import pytest

from services.runtime.limits import RateLimit
from services.runtime.problems import TooMany


class TestTake:
    def test_after_the_burst_it_says_when_to_come_back(self) -> None:
        limit = RateLimit(rate=0.5, burst=3)
        for _ in range(3):
            limit.take("key:a")
        with pytest.raises(TooMany) as refused:
            limit.take("key:a")
        assert refused.value.retry_after_seconds == 2

    def test_one_caller_does_not_use_up_anothers_share(self) -> None:
        limit = RateLimit(rate=0.1, burst=1)
        limit.take("key:a")
        limit.take("key:b")
        with pytest.raises(TooMany):
            limit.take("key:a")
