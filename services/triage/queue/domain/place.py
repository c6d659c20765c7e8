"""One number for the order of the queue, so that an index holds it and a page is a walk along that index.

The most pressing come first; among equals what the machine doubts, since a person has to look there, and then who has
waited longest. What no longer waits is ordered by its last
message, newest first.
"""

from datetime import datetime

HIGHEST = 100
# Milliseconds since 1970 stay below this until the year 2527; the steps of priority lie above.
_STEP = 1 << 44


def place_of_waiting(priority: int, waiting_since: datetime, *, is_doubtful: bool = False) -> int:
    return ((HIGHEST - priority) * 2 + (not is_doubtful)) * _STEP + _milliseconds(waiting_since)


def place_of_settled(last_item_at: datetime) -> int:
    return _STEP - _milliseconds(last_item_at)


def _milliseconds(moment: datetime) -> int:
    """Times before 1970 or beyond the range count as its ends; networks do send them."""
    return min(max(int(moment.timestamp() * 1000), 0), _STEP - 1)
