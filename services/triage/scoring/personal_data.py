"""Personal data that should not stand in public: found by pattern and, where a number has check digits or a
numbering plan, only when these agree, since a parcel number looks like a card to a pattern alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

KINDS = ("iban", "nir", "card", "phone", "email")  # the first that fits a place wins

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])", re.IGNORECASE
)
_IBAN = re.compile(r"(?<!\w)[a-z]{2}[ .-]?\d{2}(?:[ .-]?[a-z0-9]){11,30}", re.IGNORECASE)
_NIR = re.compile(
    r"(?<!\d)[1-478][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|2[ab])[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{2}(?!\d)",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<!\d)[3-6]\d{3}(?:[ .-]?\d){9,15}(?!\d)")
_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)\d{1,3}[\s.-]?(?:\(0\)[\s.-]?)?\d(?:[\s./-]{0,2}\d){6,12}|0[1-9](?:[\s./-]{0,2}\d{2}){4})(?!\d)"
)
_CARD_LENGTHS = frozenset({13, 14, 15, 16, 19})
_SEPARATORS = re.compile(r"[\s./()-]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind of KINDS at `start:end` of the text as written."""

    kind: str
    start: int
    end: int


def find_personal_data(text: str) -> list[Finding]:
    """Findings in order of place, none overlapping another."""
    found: list[Finding] = []
    if any(map(str.isdigit, text)):
        for search in (_ibans, _nirs, _cards, _phones):
            found += [each for each in search(text) if not _overlaps(each, found)]
    if "@" in text:
        found += [Finding("email", *match.span()) for match in _EMAIL.finditer(text)]
    return sorted(found, key=lambda finding: finding.start)


def _overlaps(one: Finding, others: list[Finding]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _ibans(text: str) -> Iterator[Finding]:
    from stdnum import iban

    for match in _IBAN.finditer(text):
        # What follows an IBAN may look like more of it ("… 189 merci"), so shorter readings are tried too.
        for end in range(match.end(), match.start() + 14, -1):
            if text[end - 1].isalnum() and iban.is_valid(text[match.start() : end].replace(".", "")):
                yield Finding("iban", match.start(), end)
                break


def _nirs(text: str) -> Iterator[Finding]:
    from stdnum.fr import nir

    for match in _NIR.finditer(text):
        if nir.is_valid(_SEPARATORS.sub("", match.group()).upper()):
            yield Finding("nir", *match.span())


def _cards(text: str) -> Iterator[Finding]:
    from stdnum import luhn

    for match in _CARD.finditer(text):
        digits = _SEPARATORS.sub("", match.group())
        if len(digits) in _CARD_LENGTHS and luhn.is_valid(digits):
            yield Finding("card", *match.span())


def _phones(text: str) -> Iterator[Finding]:
    """Numbers that a person may have; those of hotlines (08…) belong to nobody."""
    from phonenumbers import NumberParseException, PhoneNumberType, is_valid_number, number_type, parse

    personal = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
    personal |= {PhoneNumberType.VOIP, PhoneNumberType.PERSONAL_NUMBER}
    for match in _PHONE.finditer(text):
        try:
            number = parse(match.group(), "FR")
        except NumberParseException:
            continue
        if is_valid_number(number) and number_type(number) in personal:
            yield Finding("phone", *match.span())
