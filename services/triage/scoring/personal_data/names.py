"""First and last names of private persons, told by a known first name, a title or the place of a signature; streets,
schools, brands and those who hold a public office are left out.
"""

import re
from collections.abc import Iterator
from itertools import islice

from services.triage.scoring.domain import Finding
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data.known_names import (
    BEFORE,
    CLOSING,
    NO_SURNAME,
    TITLE,
    TRIGGER,
    is_first_name,
    is_public,
)
from services.triage.scoring.personal_data.reading import Reading
from services.triage.scoring.personal_data.small_names import REACHED_AT, find_small_names

_PLACE_BEFORE = load_pattern("name_before")
_OFFICE_AFTER = load_pattern("name_after")
_SAID = load_pattern("name_said")

_CAPITAL = re.compile(r"(?<![\w@#/'-])[A-Z][A-Za-z]{1,24}+(?:-[A-Za-z]{1,24}+){0,3}(?![\w@])")
_PARTICLE = f"(?i:{load_pattern('name_particle').pattern})"
_SURNAME = (
    rf"(?:{_PARTICLE} ){{0,2}}(?:[DLNO]'|d')?[A-Z][A-Za-z]{{1,24}}+"
    rf"(?:[-'](?:(?:le|la|de) )?[A-Z][A-Za-z]{{1,24}}+){{0,3}}"
)
_LAST = re.compile(rf"[ ]{{1,2}}(?:[A-Z]\. ?)?({_SURNAME})(?![\w@])")  # also "Raymonde T. Lavergne"
_FIRST_WORD = re.compile(r"[A-Za-z]+")
_REVERSED = re.compile(
    r"([A-Z]{3,20}+(?:-[A-Z]{2,20}+)?) ([A-Z][a-z]{2,15}+(?:-[A-Z][a-z]{2,15}+)?)(?![\w@])"
)
_MOST = 1_000


def find_names(reading: Reading) -> Iterator[Finding]:
    """Names with capitals, then those in small letters."""
    reached = 0
    for capital in islice(_CAPITAL.finditer(reading.plain), _MOST):
        if capital.start() < reached:
            continue
        end = _name_end(reading, capital)
        if end:
            yield Finding("full_name_private_person", capital.start(), end)
            reached = end
    yield from find_small_names(reading)


def _name_end(reading: Reading, capital: re.Match[str]) -> int | None:
    """Where the name ends that this word begins, if it begins one."""
    is_known = is_first_name(capital.group())
    last = _LAST.match(reading.plain, capital.end())
    if not last or not (is_known or capital.group().lower() not in NO_SURNAME):
        return None
    before = _before(reading, capital.start())
    if not is_known and not _is_announced(before, reading, capital.start(), last.end()):
        return _reversed_end(reading, capital, before)
    end = _surname_end(reading, last)
    if end is None or _is_known_to_all(reading, before, capital.start(), end):
        return None
    return None if _is_mere_shouting(reading, before, capital.start(), end) else end


def _before(reading: Reading, start: int) -> str:
    return reading.lower[max(0, start - BEFORE) : start]


def _surname_end(reading: Reading, last: re.Match[str]) -> int | None:
    """Past second first names ("Marie Claude Dupont") to the end of what is no ordinary word."""
    end = None
    for _ in range(3):
        words = _FIRST_WORD.findall(last[1].lower())
        if words[-1] in NO_SURNAME or (words[0] in NO_SURNAME and len(words) == 1):
            break
        end = last.end()
        more = _LAST.match(reading.plain, end) if is_first_name(last[1]) else None
        if not more:
            break
        last = more
    return end


def _is_announced(before: str, reading: Reading, start: int, end: int) -> bool:
    """By a title, by "je m'appelle", by a way to be reached, or by standing where one signs."""
    if TITLE.search(before) or TRIGGER.search(before) or CLOSING.search(before):
        return True
    if REACHED_AT.match(reading.lower, end):
        return True
    is_last = not reading.plain[end:].strip(" .,!\n-)*_") and len(reading.plain) > end - start + 20
    return is_last and before.rstrip(" -*_~").endswith("\n")


def _reversed_end(reading: Reading, capital: re.Match[str], before: str) -> int | None:
    """ "DUPONT Jean", as forms have it."""
    match = _REVERSED.match(reading.plain, capital.start())
    if not match or not is_first_name(match[2]) or match[1].lower() in NO_SURNAME:
        return None
    return None if _PLACE_BEFORE.search(before) else match.end()


def _is_known_to_all(reading: Reading, before: str, start: int, end: int) -> bool:
    """A street or a school, a work and its author, somebody in public office, or a public person."""
    if _PLACE_BEFORE.search(before) or _OFFICE_AFTER.match(reading.lower, end):
        return True
    return is_public(reading.lower[start:end])


def _is_mere_shouting(reading: Reading, before: str, start: int, end: int) -> bool:
    """Where all is in capitals they tell no name: only the words before one do."""
    if not reading.plain[start:end].isupper():
        return False
    if _SAID.search(before) or _is_announced(before, reading, start, end):
        return False
    small = sum(map(str.islower, reading.plain[:400]))
    return small < 0.3 * len(reading.plain[:400])
