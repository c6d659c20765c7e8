"""Figures of forms as people write them: a comma or a point before the cents, and spaces between thousands."""

import re

from babel.numbers import format_decimal

from web.rendering.languages import load_language

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_WHOLE = re.compile(r"[0-9]{1,12}")
_AMOUNT = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,6}))?")


def write_amount(value: float, language: str) -> str:
    """Euros as their field shows them: 1,50 in French and 1.50 in English."""
    return format_decimal(value, "0.00####", locale=load_language(language).locale)


def read_amount(written: str) -> str | None:
    """Return euros as a program reads them, None where it is no amount; the sign of the euro may stand behind."""
    found = _AMOUNT.fullmatch(_SPACES.sub("", written).removesuffix("€"))
    return f"{found[1]}.{found[2] or 0}" if found else None


def read_whole(written: str) -> str | None:
    """Return a whole number, None where it is none: 1.000 could be one or a thousand."""
    plain = _SPACES.sub("", written)
    return plain if _WHOLE.fullmatch(plain) else None
