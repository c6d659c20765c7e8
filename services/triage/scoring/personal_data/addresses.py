"""Postal addresses of homes: a number and a way, or a flat and a building. Those of shops, town halls and museums,
which are told by the words around them, are public.
"""

import re
from collections.abc import Iterator
from itertools import islice

from services.triage.scoring.domain import Finding
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data.reading import Reading

_WAY = load_pattern("way")
_NUMBER = load_pattern("house_number")
_AMBIGUOUS = load_pattern("way_or_thing")
_LINK = (
    r"(?:de la |de l'|de |du |des |d'|la |le |les |l'|a la |a |au |aux |en |sur |sous |et "
    r"|dr\. |gal\. |mal\. |st |ste )"
)
_NAME = re.compile(rf"[ ]?(?i:{_LINK}){{0,3}}[A-Za-z0-9]{{1,30}}+(?:[-'.][A-Za-z0-9]{{1,30}}+){{0,5}}")
_MORE = re.compile(
    rf" (?i:{_LINK}){{0,2}}(?:[A-Z][A-Za-z]{{0,30}}+|\d{{4}}\b)(?:[-'][A-Za-z]{{1,30}}+){{0,4}}"
)
_AFTER = load_pattern("address_after")
_BEFORE = load_pattern("address_before")
_FLAT = load_pattern("flat")
_WHOLE = load_pattern("address_whole")
_PUBLIC = load_pattern("public_place")
_PRIVATE = load_pattern("home")
Place = tuple[int, int]

_BETWEEN = 3  # a comma and spaces
_AROUND = 60
_MOST = 300


def find_addresses(reading: Reading) -> Iterator[Finding]:
    """Numbers on a way and flats in a building; what stands side by side is one address."""
    start = end = 0
    for place in sorted([*_streets(reading), *_flats(reading), *_whole(reading)]):
        if end and place[0] > end + _BETWEEN:
            yield Finding("address", start, end)
            end = 0
        start = start if end else place[0]
        end = max(end, place[1])
    if end:
        yield Finding("address", start, end)


def _streets(reading: Reading) -> Iterator[Place]:
    """With what tells the flat, the floor and the town."""
    reached = 0
    for count, way in enumerate(_WAY.finditer(reading.lower)):
        if count == _MOST:
            break
        number = _NUMBER.search(reading.lower, max(reached, way.start() - 18), way.start())
        name = _NAME.match(reading.plain, way.end())
        if (
            number
            and name
            and _is_named(way.group(), name.group())
            and _is_home(reading, number.start(), name.end())
        ):
            start = _from_flat(reading.lower, reached, number.start())
            reached = _to_town(reading.plain, _to_name(reading.plain, name.end()))
            yield start, reached


def _flats(reading: Reading) -> Iterator[Place]:
    """A building and a flat without a street, for those who know the place."""
    return (flat.span() for flat in islice(_FLAT.finditer(reading.lower), _MOST))


def _whole(reading: Reading) -> Iterator[Place]:
    """Without a number, as in villages: told by the postcode and the town behind it."""
    for match in islice(_WHOLE.finditer(reading.plain), _MOST):
        if _is_home(reading, *match.span()):
            yield match.span()


def _to_name(text: str, place: int) -> int:
    for _ in range(4):
        more = _MORE.match(text, place)
        if not more:
            break
        place = more.end()
    return place


def _to_town(text: str, place: int) -> int:
    """Past building, staircase, floor, door, postcode and town."""
    for _ in range(6):
        more = _AFTER.match(text, place)
        if not more:
            break
        place = more.end()
    return place


def _from_flat(text: str, reached: int, place: int) -> int:
    before = _BEFORE.search(text, max(reached, place - 40), place)
    return before.start() if before else place


def _is_named(way: str, name: str) -> bool:
    """ "3 cours de yoga", "1 place en crèche" have no capital where a street has one."""
    return not _AMBIGUOUS.fullmatch(way) or any(map(str.isupper, name))


def _is_home(reading: Reading, start: int, end: int) -> bool:
    around = reading.lower[max(0, start - _AROUND) : start] + " # " + reading.lower[end : end + _AROUND]
    public = list(_PUBLIC.finditer(around))
    is_open = any(match["strong"] for match in public)
    return not public or (not is_open and _PRIVATE.search(around) is not None)
