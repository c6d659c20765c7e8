"""From days, as a client's zone counts them, to moments: a day may have 23 or 25 hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def moments_of(first_day: date, last_day: date, time_zone: str) -> tuple[datetime, datetime]:
    """When the first day begins, and when the day after the last one does."""
    zone = ZoneInfo(time_zone)
    return _midnight(first_day, zone), _midnight(last_day + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
