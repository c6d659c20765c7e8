"""Numbers with check digits: IBAN, social security, bank cards. A wrong digit makes them invalid and not harmless,
since whoever mistypes has still shown most of it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from services.triage.scoring.domain import Finding
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data.digits import Group, windows
from services.triage.scoring.personal_data.reading import Reading

_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}[ .-]?[0-9o]{2}(?:[ .\n-]{0,2}[a-z0-9]){11,30}")
_IBAN_GROUP = re.compile(r"[a-z0-9]+")
_FRENCH_IBAN = 27
_IBAN_COUNTRIES = {
    "fr": 27,
    "mc": 27,
    "be": 16,
    "lu": 20,
    "ch": 21,
    "de": 22,
    "es": 24,
    "pt": 25,
    "it": 27,
    "nl": 18,
}
_CORSICAN = re.compile(
    r"(?<![a-z0-9])[12](?:[ .-]?\d){4}[ .-]?2 ?[ab](?:[ .-]?\d){6}(?:[ .-]?\d{2})?(?![a-z0-9])"
)
_INSURED = re.compile(r"[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)\d{8}(?:\d\d)?")
_INSURED_GROUPS = ([1, 2, 2, 2, 3, 3, 2], [1, 2, 2, 2, 3, 3], [13, 2], [15])
_CARD_LENGTHS = frozenset({13, 14, 15, 16, 19})
_FIFTEEN = frozenset({"34", "37"})  # American Express
_CARD_GROUPS = ([4, 4, 4, 4], [4, 4, 4, 3], [4, 6, 5], [8, 8])
_CARD_WORDS = load_pattern("card")
_NIR_WORDS = load_pattern("nir")
_BEFORE = 60
_MOST = 300


def find_ibans(reading: Reading) -> Iterator[Finding]:
    """What follows one may look like more of it ("… 189 merci"), so it is read group by group."""
    from stdnum import iban

    for match in islice(_IBAN.finditer(reading.lower), _MOST):
        ends = list(_iban_ends(match))
        fitting = [end for end, code in ends if iban.is_valid(code.upper())]
        if fitting:
            yield Finding("iban", match.start(), fitting[-1], valid=True)
            continue
        wanted = _IBAN_COUNTRIES.get(match.group()[:2], 0)
        close = [(abs(len(code) - wanted), end) for end, code in ends if abs(len(code) - wanted) <= 5]
        if close:
            yield Finding("iban", match.start(), min(close)[1], valid=False)


def _iban_ends(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Each place where it may end, with all that stands before it; a word without digits is no part of it."""
    code = ""
    for group in _IBAN_GROUP.finditer(match.string, match.start(), match.end()):
        if code and not any(map(str.isdigit, group.group())):
            return
        code += group.group()
        if len(code) >= 14:
            yield group.end(), code


def find_insured(reading: Reading, groups: Sequence[Group]) -> Iterator[Finding]:
    """Social-security numbers in one row of groups."""
    from stdnum.fr import nir

    reached = 0
    for first, last, digits in windows(groups, frozenset({13, 15})):
        if first < reached or not _INSURED.fullmatch(digits):
            continue
        part = groups[first : last + 1]
        is_valid = nir.is_valid(digits) and all(each.is_plain for each in part)
        if is_valid or _looks_insured(reading, part, digits):
            following = groups[last + 1 : last + 2]
            if len(digits) == 13 and following and len(following[0].digits) == 2:
                continue  # its key comes with the next window
            yield Finding("nir", part[0].start, part[-1].end, valid=is_valid)
            reached = last + 1


def _looks_insured(reading: Reading, part: Sequence[Group], digits: str) -> bool:
    shape = [len(each.digits) for each in part]
    if shape in _INSURED_GROUPS[:3] or (shape == [15] and digits[0] in "12"):
        return True
    return _NIR_WORDS.search(reading.lower, max(0, part[0].start - _BEFORE), part[0].start) is not None


def find_corsican(reading: Reading) -> Iterator[Finding]:
    """Social-security numbers of those born in 2A or 2B, which are no rows of digits."""
    from stdnum.fr import nir

    for match in _CORSICAN.finditer(reading.lower):
        yield Finding("nir", *match.span(), valid=nir.is_valid(match.group().upper().replace(".", " ")))


def find_cards(reading: Reading, groups: Sequence[Group]) -> Iterator[Finding]:
    """Bank cards in one row of groups."""
    from stdnum import luhn

    reached = 0
    for first, last, digits in windows(groups, _CARD_LENGTHS):
        if first < reached or digits[0] not in "3456":
            continue
        part = groups[first : last + 1]
        is_whole = len(digits) in {16, 19} or (len(digits) == 15 and digits[:2] in _FIFTEEN)
        is_valid = is_whole and luhn.is_valid(digits) and all(each.is_plain for each in part)
        if _looks_like_card(reading, part, is_valid) and not _goes_on(groups, last, len(digits)):
            yield Finding("card", part[0].start, part[-1].end, valid=is_valid)
            reached = last + 1


def _looks_like_card(reading: Reading, part: Sequence[Group], is_valid: bool) -> bool:
    shape = [len(each.digits) for each in part]
    count = sum(shape)
    if shape in _CARD_GROUPS or (is_valid and len(shape) == 1 and count == 16):
        return True
    return count in {15, 16, 19} and (
        _CARD_WORDS.search(reading.lower, max(0, part[0].start - _BEFORE), part[0].start) is not None
    )


def _goes_on(groups: Sequence[Group], last: int, count: int) -> bool:
    """Fewer digits than the usual sixteen, and the next group would make them up."""
    return count < 16 and last + 1 < len(groups) and count + len(groups[last + 1].digits) == 16
