"""When an account is pulled next, and for how long one worker has it."""

from datetime import timedelta

# One worker pulls an account at a time. The lease is short, so that the account of a worker which was killed is soon
# pulled by another, and renewed while a place is waited for, which may take longer.
LEASE = timedelta(seconds=6)
RENEWED_EVERY = timedelta(seconds=2)
# After so many pages others get their turn.
PAGES_PER_TURN = 20
LONGEST_PAUSE = timedelta(minutes=5)
# How often an account's row says anew that all is well.
NOTED_EVERY = timedelta(seconds=15)


def next_pull(interval: timedelta, failures: int, retry_after: timedelta | None) -> timedelta:
    """Return the pause before the next pull: the interval, longer after each failure in a row."""
    pause = interval if failures == 0 else max(interval, min(timedelta(seconds=2**failures), LONGEST_PAUSE))
    return max(pause, retry_after or timedelta())
