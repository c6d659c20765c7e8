"""What waiting adds to a priority: little, in steps, and only where something is to be done at all.

The points stand in the row, and a timer raises them when a step is reached; so the order can be kept in an index,
and at most three changes in the life of a conversation come from time alone. All steps together weigh less than a
question, so that no old trifle overtakes what is pressing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

_STEPS = ((1, 5), (4, 10), (24, 15))
_ROUND_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Waited:
    """Points for having waited that many hours, and when the next step comes (None: none comes)."""

    points: int
    hours: int
    ages_at: datetime | None


NOT_AT_ALL = Waited(0, 0, None)


def waited(priority: int, since: datetime, now: datetime) -> Waited:
    """What waiting since then adds to a priority; a thank-you does not become urgent by lying there."""
    if priority == 0:
        return NOT_AT_ALL
    points = hours = 0
    for step_hours, step_points in _STEPS:
        due = _next_round(since + timedelta(hours=step_hours))
        if due > now:
            return Waited(points, hours, due)
        points, hours = step_points, step_hours
    return Waited(points, hours, None)


def _next_round(moment: datetime) -> datetime:
    """Steps fall on full minutes, so that a client's conversations age in batches."""
    late = moment.timestamp() % _ROUND_SECONDS
    return moment + timedelta(seconds=_ROUND_SECONDS - late) if late else moment
