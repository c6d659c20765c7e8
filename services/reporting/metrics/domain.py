"""Rules of figures: which periods can be asked for."""

from datetime import date

LONGEST_DAYS = 400


def is_period(since: date, until: date) -> bool:
    """Whether a period is at least a day and at most thirteen months; `until` is excluded."""
    return 0 < (until - since).days <= LONGEST_DAYS
