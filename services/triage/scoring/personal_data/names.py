"""First and last names of private persons, told by a known first name, a title or the place of a signature; streets,
schools, brands and those who hold a public office are left out.
"""

import re
from collections.abc import Iterator
from itertools import islice

from services.triage.scoring.domain import Finding
from services.triage.scoring.patterns import FRENCH, load_pattern, read_entries
from services.triage.scoring.personal_data.reading import Reading

_FIRST_NAMES = frozenset(word for line in read_entries(FRENCH / "first_names.txt") for word in line.split())
_NO_SURNAME = frozenset(word for line in read_entries(FRENCH / "no_surname.txt") for word in line.split())
_PUBLIC = tuple(read_entries(FRENCH / "public_names.txt"))
_PUBLIC_FIRST = frozenset(name.split()[0] for name in _PUBLIC)
_PLACE_BEFORE = load_pattern("name_before")
_TRIGGER = load_pattern("name_trigger")
_TITLE = load_pattern("name_title")
_CLOSING = load_pattern("name_closing")

_CAPITAL = re.compile(r"(?<![\w@#/'-])[A-Z][A-Za-z]{1,24}+(?:-[A-Za-z]{1,24}+){0,3}(?![\w@])")
_PARTICLE = f"(?i:{load_pattern('name_particle').pattern})"
_SURNAME = (
    rf"(?:{_PARTICLE} ){{0,2}}(?:[DLNO]'|d')?[A-Z][A-Za-z]{{1,24}}+"
    rf"(?:[-'](?:(?:le|la|de) )?[A-Z][A-Za-z]{{1,24}}+){{0,3}}"
)
_LAST = re.compile(rf"[ ]{{1,2}}({_SURNAME})(?![\w@])")
_FIRST_WORD = re.compile(r"[A-Za-z]+")
_SMALL = re.compile(
    r"(?<![\w@-])([a-z]{3,20}+)(?=(?:-[a-z]{3,20}+)? ([a-z]{3,20}+)(?:-[a-z]{3,20}+)?(?![\w@]))"
)
_SMALL_NAME = re.compile(r"[a-z-]+ [a-z-]+")
_REVERSED = re.compile(
    r"([A-Z]{3,20}+(?:-[A-Z]{2,20}+)?) ([A-Z][a-z]{2,15}+(?:-[A-Z][a-z]{2,15}+)?)(?![\w@])"
)
_TRIGGERS = re.compile(r"appel|nom|sign|titulaire|ordre|certain|\b(?:mon|ma|notre|son|sa) \w+ ?,? [a-z]{3}")
_REACHED_AT = re.compile(
    r"[ ,:/(-]{1,4}(?:0[1-79][ .-]?\d\d|\+\d\d|[a-z0-9._-]{2,40}@)"
)  # "… Verlhac 03 53 …"
_BEFORE = 60
_MOST = 1_000


def find_names(reading: Reading) -> Iterator[Finding]:
    """Names with capitals, then those in small letters that "je m'appelle" announces."""
    reached = 0
    for count, capital in enumerate(_CAPITAL.finditer(reading.plain)):
        if count == _MOST:
            break
        if capital.start() < reached:
            continue
        end = _name_end(reading, capital)
        if end:
            yield Finding("full_name_private_person", capital.start(), end)
            reached = end
    if _TRIGGERS.search(reading.lower):
        yield from _small_names(reading)


def _name_end(reading: Reading, capital: re.Match[str]) -> int | None:
    """Where the name ends that this word begins, if it begins one."""
    is_known = _is_first_name(capital.group())
    last = _LAST.match(reading.plain, capital.end())
    if not last or not (is_known or _may_be_name(capital.group())):
        return None
    before = reading.lower[max(0, capital.start() - _BEFORE) : capital.start()]
    if not is_known and not _is_announced(before, reading, capital.start(), last.end()):
        return _reversed_end(reading, capital, before)
    surname = _surname_end(reading, last)
    if surname is None or _PLACE_BEFORE.search(before):
        return None
    if _is_public(reading.lower[capital.start() : surname]):
        return None
    name = reading.plain[capital.start() : surname]
    if (
        name.isupper()
        and not _is_announced(before, reading, capital.start(), surname)
        and _is_shouted(reading)
    ):
        return None
    return surname


def _is_first_name(word: str) -> bool:
    lower = word.lower()
    return lower in _FIRST_NAMES or all(part in _FIRST_NAMES for part in lower.split("-"))


def _may_be_name(word: str) -> bool:
    return word.lower() not in _NO_SURNAME


def _surname_end(reading: Reading, last: re.Match[str]) -> int | None:
    """Past second first names ("Marie Claude Dupont") to the end of what is no ordinary word."""
    end = None
    for _ in range(3):
        words = _FIRST_WORD.findall(last[1].lower())
        if words[-1] in _NO_SURNAME or (words[0] in _NO_SURNAME and len(words) == 1):
            break
        end = last.end()
        more = _LAST.match(reading.plain, end) if _is_first_name(last[1]) else None
        if not more:
            break
        last = more
    return end


def _is_announced(before: str, reading: Reading, start: int, end: int) -> bool:
    """By a title, by "je m'appelle", or by standing alone on the last line."""
    if _TITLE.search(before) or _TRIGGER.search(before) or _CLOSING.search(before):
        return True
    if _REACHED_AT.match(reading.lower, end):
        return True
    is_last = not reading.plain[end:].strip(" .,!\n-)*_") and len(reading.plain) > end - start + 20
    return is_last and before.rstrip(" -*_~").endswith("\n")


def _reversed_end(reading: Reading, capital: re.Match[str], before: str) -> int | None:
    """ "DUPONT Jean", as forms have it."""
    match = _REVERSED.match(reading.plain, capital.start())
    if not match or not _is_first_name(match[2]) or match[1].lower() in _NO_SURNAME:
        return None
    return None if _PLACE_BEFORE.search(before) else match.end()


def _is_public(name: str) -> bool:
    plain = name.replace("-", " ")
    if _PUBLIC_FIRST.isdisjoint((name.split(" ", maxsplit=1)[0], plain.split(" ", maxsplit=1)[0])):
        return False
    return any(name.startswith(each) or plain.startswith(each) for each in _PUBLIC)


def _is_shouted(reading: Reading) -> bool:
    """Where all is in capitals they tell nothing."""
    small = sum(map(str.islower, reading.plain[:400]))
    return small < 0.3 * len(reading.plain[:400])


def _small_names(reading: Reading) -> Iterator[Finding]:
    known = (match for match in _SMALL.finditer(reading.lower) if match[1] in _FIRST_NAMES)
    for match in islice(known, _MOST):
        name = _SMALL_NAME.match(reading.lower, match.start())
        if name and match[2] not in _NO_SURNAME and _is_introduced(reading.lower, match.start()):
            yield Finding("full_name_private_person", *name.span())


def _is_introduced(text: str, start: int) -> bool:
    return _TRIGGER.search(text[max(0, start - _BEFORE) : start]) is not None
