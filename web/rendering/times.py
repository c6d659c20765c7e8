"""Times as people say them, in the reader's own zone: "4 min", "il y a 4 min", "hier 18:02"."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time

from web.rendering.languages import Language, mark

_JUST_NOW = mark("just now")
_MINUTE, _HOUR = 60, 3600


def format_age(moment: datetime, now: datetime, language: Language) -> str:
    """Return the compact age of a list: 4 min, 2 h 41, 3 d; the future counts as now."""
    seconds = (now - moment).total_seconds()
    if seconds < _MINUTE:
        return language.translations.gettext(_JUST_NOW)
    return format_length(seconds - seconds % _MINUTE, language)


def format_ago(moment: datetime, now: datetime, zone: str, language: Language) -> str:
    """Return "4 min ago" within the hour, and the moment itself beyond it."""
    seconds = max(0, int((now - moment).total_seconds()))
    if seconds < _MINUTE:
        return language.translations.gettext(_JUST_NOW)
    if seconds < _HOUR:
        return language.translations.gettext("%(age)s ago") % {"age": _join(seconds // _MINUTE, "min")}
    return format_moment(moment, now, zone, language)


def format_moment(moment: datetime, now: datetime, zone: str, language: Language) -> str:
    """Return the clock time with the day in words when near: today 09:14, yesterday 18:02, 18 nov., 09:14."""
    local, today = moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    clock = format_time(local, "HH:mm", locale=language.locale)
    return f"{_format_day(local.date(), today, language)} {clock}"


def format_length(seconds: float, language: Language) -> str:
    """Return a duration, to the nearest minute as in a report: 40 s, 38 min, 2 h 10, 3 d."""
    whole = max(0, round(seconds))
    if whole < _MINUTE:
        return _join(whole, "s")
    hours, minutes = divmod(round(whole / _MINUTE), 60)
    if not hours:
        return _join(minutes, "min")
    if hours < 24:
        return f"{_join(hours, 'h')}\u00a0{minutes:02d}"
    return _join(hours // 24, language.translations.pgettext("unit of days", "d"))


def format_clock(moment: datetime, zone: str) -> str:
    """Return the time to the second, for what happens within a minute."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S")


def format_day(day: date, language: Language, pattern: str = "d MMM") -> str:
    """Return a day of the year: 18 nov., and in French 1er nov., which CLDR writes 1 nov."""
    said = format_date(day, pattern, locale=language.locale)
    return f"1er{said[1:]}" if language.tag == "fr" and day.day == 1 else said


def format_full(moment: datetime, zone: str, language: Language) -> str:
    """Return the whole moment, for the tooltip of a shortened one."""
    return format_datetime(moment, "full", tzinfo=ZoneInfo(zone), locale=language.locale)


def format_machine(moment: datetime) -> str:
    """Return RFC 3339 in UTC with Z, for the datetime attribute."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _format_day(day: date, today: date, language: Language) -> str:
    distance = (today - day).days
    if distance == 0:
        return language.translations.gettext("today")
    if distance == 1:
        return language.translations.gettext("yesterday")
    return format_day(day, language, "d MMM" if day.year == today.year else "d MMM y")


def _join(number: int, unit: str) -> str:
    """Keep number and unit on one line."""
    return f"{number}\u00a0{unit}"
