"""How a period is cut into parts, and which period stands before it."""

from datetime import date, timedelta

from services.contracts.reporting import Step

MOST_PARTS = 400
_MONTHS = 12


def cut(since: date, until: date, by: Step) -> list[date]:
    """Return where the parts of a period begin: its first day, then each Monday or each first of a month."""
    starts = [since]
    while (following := _next(starts[-1], by)) < until:
        starts.append(following)
    return starts


def count_parts(since: date, until: date, by: Step) -> int:
    """Return about how many parts a period has, at least as many, without making them."""
    days = (until - since).days
    return {"day": days, "week": days // 7 + 2, "month": days // 28 + 2}[by]


def choose_step(since: date, until: date) -> Step:
    """Return the smallest step whose parts a reader can still tell apart."""
    days = (until - since).days
    if days <= 62:  # Two months.
        return "day"
    return "week" if days <= 370 else "month"


def before(since: date, until: date) -> tuple[date, date]:
    """Return the period before: of as many months where it is whole months, else of as many days."""
    if since.day == until.day == 1:
        months = (until.year - since.year) * _MONTHS + until.month - since.month
        earlier = since.year * _MONTHS + since.month - 1 - months
        return date(earlier // _MONTHS, earlier % _MONTHS + 1, 1), since
    return since - (until - since), since


def _next(start: date, by: Step) -> date:
    if by == "day":
        return start + timedelta(days=1)
    if by == "week":
        return start + timedelta(days=7 - start.weekday())
    return (start.replace(day=1) + timedelta(days=31)).replace(day=1)
