"""Rows of digits as people type them, spaced, with a letter O for a zero, or said in words: "zéro six trente neuf",
cut into groups that the numbering plans and check digits are tried on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.triage.scoring.personal_data.reading import Reading

_UNITS = ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_TEENS = ("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize")
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_SMALL = {word: value for value, word in enumerate(_UNITS + _TEENS)}
_WORDS = "|".join((*_SMALL, *_TENS, "vingts", "et"))
# Without possessive and bounded repeats a page of zeros would be read a thousand times over.
_GROUP = re.compile(
    rf"(?<![a-z0-9])(?:(?P<digits>[0-9o]++)|(?P<word>{_WORDS}))(?![a-z0-9])|(?<!\d)(?P<glued>0[67]\d{{8}})(?!\d)"
)
_GAP = re.compile(r"[\s./()\-_,;*|]{0,4}")
_FEWEST_DIGITS = 8  # of a telephone number that lacks two
MOST_GROUPS = 1_000
"""Nobody writes more on purpose; a text of fifty thousand digits is read no further."""


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together at `start:end` of the reading; `is_plain` when they were typed as digits."""

    digits: str
    start: int
    end: int
    is_plain: bool = True


def read_rows(reading: Reading) -> Iterator[list[Group]]:
    """Groups that follow one another with no more than separators between them."""
    row: list[re.Match[str]] = []
    for count, match in enumerate(_GROUP.finditer(reading.lower)):
        if count == MOST_GROUPS:
            break
        if row and not _GAP.fullmatch(reading.lower, row[-1].end(), match.start()):
            yield from _long_enough(row)
            row = []
        row.append(match)
    yield from _long_enough(row)


def _long_enough(row: Sequence[re.Match[str]]) -> Iterator[list[Group]]:
    groups = _groups(row)
    if sum(len(each.digits) for each in groups) >= _FEWEST_DIGITS:
        yield groups


def _groups(row: Sequence[re.Match[str]]) -> list[Group]:
    groups: list[Group] = []
    index = 0
    while index < len(row):
        match = row[index]
        if match["word"]:
            group, taken = _said(row, index)
        else:
            group, taken = _typed(match), 1
        groups += [group] if group else []
        index += taken
    return groups


def _typed(match: re.Match[str]) -> Group | None:
    digits = match.group().replace("o", "0")
    is_plain = digits == match.group()
    if not is_plain and len(digits) < 2:
        return None  # "o" alone is a sigh
    return Group(digits, *match.span(), is_plain)


def _said(row: Sequence[re.Match[str]], index: int) -> tuple[Group | None, int]:
    """The longest number below 100 that starts at `index`, and of how many words it is made."""
    words = [each["word"] for each in row[index : index + 4]]
    value, taken = _below_hundred(words)
    if value is None:
        return None, 1
    return Group(str(value), row[index].start(), row[index + taken - 1].end(), is_plain=False), taken


def _below_hundred(words: Sequence[str | None]) -> tuple[int | None, int]:
    first = words[0]
    if first == "quatre" and words[1:2] in (["vingt"], ["vingts"]):
        return _with_rest(80, words, 2, highest=19)
    if first in _TENS:
        return _with_rest(_TENS[first], words, 1, highest=19 if first == "soixante" else 9)
    if first == "dix" and words[1:2] and words[1] in {"sept", "huit", "neuf"}:
        return 10 + _SMALL[words[1] or ""], 2
    return (_SMALL[first], 1) if first in _SMALL else (None, 1)


def _with_rest(tens: int, words: Sequence[str | None], taken: int, highest: int) -> tuple[int, int]:
    """ "trente" and "neuf", "soixante" and "dix sept", "vingt" and "et un"."""
    after = taken + (words[taken : taken + 1] == ["et"])
    rest, more = _below_hundred(words[after:]) if words[after:] else (None, 0)
    if rest is None or not 1 <= rest <= highest:
        return tens, taken
    return tens + rest, after + more


def windows(groups: Sequence[Group], lengths: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """First and last index and digits of each run of groups that together have one of these numbers of digits."""
    longest = max(lengths)
    for first in range(len(groups)):
        digits = ""
        for last in range(first, len(groups)):
            digits += groups[last].digits
            if len(digits) > longest:
                break
            if len(digits) in lengths:
                yield first, last, digits
