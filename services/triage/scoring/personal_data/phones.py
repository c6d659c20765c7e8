"""Telephone numbers that a person may have, in France and overseas by their plan, elsewhere by its own; those of
hotlines (08…) and short numbers belong to nobody.
"""

import re
from collections.abc import Iterator, Sequence

from services.triage.scoring.domain import Finding
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data.digits import Group, windows
from services.triage.scoring.personal_data.reading import Reading

_NATIONAL = re.compile(r"0[1-79]\d{8}")  # also 06 39 98 and its like, kept free for films and for tests
_FRENCH_ABROAD = re.compile(r"(?:00)?33(0?[1-79]\d{8})")
_FOREIGN_LENGTHS = frozenset(range(9, 18))
_DATE = re.compile(r"\d\d?[/.-]\d\d?[/.-](?:19|20)\d\d")
_SPACED_DATE = re.compile(r"0\d 0\d 20\d\d")
_ANNOUNCED = load_pattern("phone")
_PUBLIC_BEFORE = load_pattern("phone_public")
_PUBLIC_AFTER = load_pattern("phone_public_after")
_PARTING = (". ", "; ", ", ", "\n")
_MOBILE = ("06", "07")  # somebody's own, whatever is said around it
_FREE_BUSINESS = "0969"  # called for nothing more than a local call; firms alone rent it
_ORDER = load_pattern("order")
_BEFORE = 45  # characters in which a word such as "portable" announces a number


def find_phones(reading: Reading, groups: Sequence[Group]) -> Iterator[Finding]:
    """Numbers in one row of groups."""
    reached = 0
    for first, last, digits in windows(groups, frozenset({10})):
        if (
            first >= reached
            and _NATIONAL.fullmatch(digits)
            and _stands_alone(reading, groups, first, last, reached)
        ):
            reached = last + 1
            if not _is_public(reading, digits, groups[first].start, groups[last].end):
                yield Finding("phone", groups[first].start, groups[last].end, valid=True)
    if not reached:
        foreign = _foreign(reading, groups) or _misdialled(reading, groups)
        if foreign:
            yield foreign


def _is_public(reading: Reading, digits: str, start: int, end: int) -> bool:
    """The switchboard of a firm or an office, told by the words around a number that is no mobile."""
    if digits.startswith(_MOBILE):
        return False
    if digits.startswith(_FREE_BUSINESS) or _PUBLIC_AFTER.match(reading.lower, end):
        return True
    return _PUBLIC_BEFORE.search(reading.lower[max(0, start - _BEFORE) : start]) is not None


def _stands_alone(reading: Reading, groups: Sequence[Group], first: int, last: int, reached: int) -> bool:
    """Not a part of a longer row of pairs, such as the numbers of a lottery, nor of a date."""
    sizes = [len(each.digits) for each in groups[first : last + 1]]
    if (len(sizes) > 2 and max(sizes) > 4) or _DATE.search(
        reading.lower, groups[first].start, groups[last].end
    ):
        return False
    if sizes == [1, 3, 3, 3] and _ORDER.search(reading.lower, max(0, groups[0].start - 20), groups[0].start):
        return False  # "contrat n° 0 448 120 937 L"
    if len(groups[first].digits) > 2:
        return True
    if any(len(each.digits) == 2 for each in groups[reached:first][-1:]) and not _is_parted(
        reading, groups, first
    ):
        return False
    return not any(len(each.digits) == 2 and each.digits[0] != "0" for each in groups[last + 1 : last + 2])


def _is_parted(reading: Reading, groups: Sequence[Group], index: int) -> bool:
    """Whether a group begins anew: "dans tout le 47. 06 39 98 14 72", and not "25. 31. 06. 12"."""
    gap = reading.lower[groups[index - 1].end : groups[index].start]
    return gap in _PARTING and gap != reading.lower[groups[index].end : groups[index + 1].start]


def _foreign(reading: Reading, groups: Sequence[Group]) -> Finding | None:
    """After a + or 00. Only the plans of the world's countries know how long such a number is."""
    has_plus = reading.lower[groups[0].start - 1 : groups[0].start] == "+"
    if not has_plus and not groups[0].digits.startswith("00"):
        return None
    start = groups[0].start - has_plus
    found = None
    for first, last, digits in windows(groups[:12], _FOREIGN_LENGTHS):
        if first:
            break
        if _is_dialled(digits if has_plus else digits[2:]):
            found = Finding("phone", start, groups[last].end, valid=True)
    if found is None and has_plus and 9 <= sum(len(each.digits) for each in groups) <= 15:
        return Finding("phone", start, groups[-1].end, valid=False)
    return found


def _is_dialled(digits: str) -> bool:
    if _FRENCH_ABROAD.fullmatch(digits):
        return True
    from phonenumbers import NumberParseException, PhoneNumberType, is_valid_number, number_type, parse

    personal = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
    personal |= {PhoneNumberType.VOIP, PhoneNumberType.PERSONAL_NUMBER}
    try:
        number = parse("+" + digits)
    except NumberParseException:
        return False
    return is_valid_number(number) and number_type(number) in personal


def _misdialled(reading: Reading, groups: Sequence[Group]) -> Finding | None:
    """A mobile with digits too few or too many, where the words before it or its being said in words tell it."""
    digits = "".join(each.digits for each in groups)
    if len(digits) not in {8, 9, 11, 12} or digits[:2] not in {"06", "07"}:
        return None
    start, end = groups[0].start, groups[-1].end
    if sum(not each.is_plain for each in groups) > 2:
        return Finding("phone", start, end, valid=False)
    around = (max(0, start - _BEFORE), start), (end, end + _BEFORE)
    if (
        _DATE.search(reading.lower, start, end)
        or _SPACED_DATE.match(reading.lower, start)
        or not any(_ANNOUNCED.search(reading.lower, *part) for part in around)
    ):
        return None
    return Finding("phone", start, end, valid=False)
