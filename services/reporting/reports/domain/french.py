"""Numbers, shares and lengths of time as French prints and says them; a service carries no catalogue of locales."""

from datetime import date
from unicodedata import bidirectional

NARROW = "\u202f"  # Narrow no-break space: between thousands and before a sign.
NO_BREAK = "\u00a0"
_MINUTE, _HOUR = 60, 3_600
# U+200E, U+200F, U+061C, U+202A to U+202E, U+2066 to U+2069 (UAX #9, 2).
_STEERING = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


def number(value: int) -> str:
    return f"{value:,}".replace(",", NARROW)


def decimal(value: float) -> str:
    """Return a number with one decimal, without it where it is zero."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def share(value: float) -> str:
    """Return a share between 0 and 1: whole percents, and one decimal below ten."""
    percents = value * 100
    shown = decimal(percents) if percents < 10 else str(round(percents))
    return f"{shown}{NARROW}%"


def is_plural(value: float) -> bool:
    """French has its plural from two on: 1,9 million is singular, as is 0."""
    return abs(value) >= 2


def counted(value: int, one: str, many: str) -> str:
    """Return a number with its noun: 1 message, 1 204 messages."""
    return f"{number(value)}{NO_BREAK}{many if is_plural(value) else one}"


def length(seconds: float) -> str:
    """Return a length of time as a table shows it: 45 s, 38 min, 2 h 10, 3 j 4 h."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole}{NO_BREAK}s"
    minutes = round(seconds / _MINUTE)
    if minutes < 60:
        return f"{minutes}{NO_BREAK}min"
    hours, left = divmod(minutes, 60)
    if hours < 24:
        return f"{hours}{NO_BREAK}h" + (f"{NO_BREAK}{left:02}" if left else "")
    days, hours = divmod(round(seconds / _HOUR), 24)
    return f"{days}{NO_BREAK}j" + (f" {hours}{NO_BREAK}h" if hours else "")


def spoken_length(seconds: float) -> str:
    """Return a length of time as a person reads it aloud: 38 minutes, 2 heures 10, 3 jours et 4 heures."""
    whole = round(seconds)
    if whole < _MINUTE:
        return counted(whole, "seconde", "secondes")
    minutes = round(seconds / _MINUTE)
    if minutes < 60:
        return counted(minutes, "minute", "minutes")
    hours, left = divmod(minutes, 60)
    if hours < 24:
        return counted(hours, "heure", "heures") + (f"{NO_BREAK}{left:02}" if left else "")
    days, hours = divmod(round(seconds / _HOUR), 24)
    rest = f" et {counted(hours, 'heure', 'heures')}" if hours else ""
    return counted(days, "jour", "jours") + rest


def isolate(name: str) -> str:
    """Return a name that turns nothing around it, wherever it stands: without characters that steer direction, and held
    between U+2068 and U+2069 where it is written from the right."""
    plain = name.translate(_STEERING)
    is_from_right = any(bidirectional(letter) in {"R", "AL", "AN"} for letter in plain)
    return f"\u2068{plain}\u2069" if is_from_right else plain


def day(value: date) -> str:
    """Return a day as a chart names it: 14 oct."""
    return f"{ordinal(value.day)}{NO_BREAK}{_SHORT_MONTHS[value.month - 1]}"


def long_day(value: date) -> str:
    return f"{ordinal(value.day)}{NO_BREAK}{MONTHS[value.month - 1]}"


def ordinal(number_of_day: int) -> str:
    return "1er" if number_of_day == 1 else str(number_of_day)
