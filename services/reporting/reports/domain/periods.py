"""How a period is called: octobre 2026, 2026, or from which day to which."""

from datetime import date, timedelta

from services.reporting.reports.domain.french import MONTHS, NO_BREAK, ordinal


def name_period(since: date, until: date) -> str:
    """Return a period's name as a title has it."""
    month = whole_month(since, until)
    if month is not None:
        return f"{month} {since.year}"
    if is_year(since, until):
        return str(since.year)
    last = until - timedelta(days=1)
    if since == last:
        return _day(since, with_year=True)
    return f"du {_from(since, last)} au {_day(last, with_year=True)}"


def in_period(since: date, until: date) -> str:
    """Return a period as a sentence has it: en octobre 2026, du 3 au 17 octobre 2026, le 3 octobre 2026."""
    name = name_period(since, until)
    if whole_month(since, until) is not None or is_year(since, until):
        return f"en {name}"
    return f"le {name}" if (until - since).days == 1 else name


def than_before(since: date, until: date) -> str:
    """Return the period before as a comparison has it, after `que`: qu’en septembre, que sur la période d’avant."""
    month = whole_month(since, until)
    if month is not None:
        return f"qu’en {month}"
    return f"qu’en {since.year}" if is_year(since, until) else "que sur la période précédente"


def in_before(since: date, until: date) -> str:
    """Return the period before as a caption has it: en septembre, en 2025, avant."""
    month = whole_month(since, until)
    if month is not None:
        return f"en {month}"
    return f"en {since.year}" if is_year(since, until) else "sur la période précédente"


def whole_month(since: date, until: date) -> str | None:
    """Return the name of the one month that a period is, or None."""
    following = (since.replace(day=1) + timedelta(days=31)).replace(day=1)
    return MONTHS[since.month - 1] if since.day == 1 and until == following else None


def is_year(since: date, until: date) -> bool:
    return (since.day, since.month) == (until.day, until.month) == (1, 1) and until.year == since.year + 1


def _from(first: date, last: date) -> str:
    """Return the first day of a span, with as much of its month and year as the last one leaves open."""
    if first.year != last.year:
        return _day(first, with_year=True)
    return _day(first, with_year=False) if first.month != last.month else ordinal(first.day)


def _day(value: date, *, with_year: bool) -> str:
    text = f"{ordinal(value.day)}{NO_BREAK}{MONTHS[value.month - 1]}"
    return f"{text} {value.year}" if with_year else text
