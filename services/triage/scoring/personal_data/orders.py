"""Numbers of orders, files, contracts and tickets: codes of every make, told by the word before them."""

import re
from collections.abc import Iterator

from services.triage.scoring.domain import Finding
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data.reading import Reading

_NAMED = load_pattern("order")
_NUMBERED = load_pattern("order_mark")
_FILLER = load_pattern("order_filler")
_GOODS = load_pattern("goods")
_FIRST = re.compile(r"(?<![\w@])[A-Za-z0-9]{1,20}(?![A-Za-z0-9@])")
_JOINED = re.compile(r"[-/._][A-Za-z0-9]{1,16}(?![A-Za-z0-9])")
_SPACED = re.compile(r" (?:\d{2,12}|[A-Z]{1,3}\d[A-Z0-9]{0,12}|[A-Z](?![A-Za-z'°]))(?![\w,.]\d|\w)")
_NO_CODE = re.compile(
    r"(?:19|20)\d\d|\d\d?[/.-]\d\d?(?:[/.-]\d{2,4})?|\d\d? \d\d? (?:19|20)\d\d|\d\d?h\d{0,2}"  # years, dates, times
    r"|0\d(?:[ .]\d\d){4}|\d+(?:e|er|eme|kg|g|ml|cl|km|m2?|eur|mo|go|gb|mb)"  # telephone numbers, measures
)
_AMOUNT = load_pattern("amount")
_BETWEEN = re.compile(r" (?:[a-z][a-z']{0,14} ){1,4}(?::? ?)(?=[A-Za-z]{0,6}[-/_]?\d)")
_OTHER_NUMBER = load_pattern("other_number")
_COUNTED_BEFORE = load_pattern("counted")
_AROUND = 80
_MOST = 500


def find_orders(reading: Reading) -> Iterator[Finding]:
    """Each code once, in order of place."""
    reached = 0
    for count, word in enumerate(_NAMED.finditer(reading.lower)):
        if count == _MOST:
            break
        start, end = _after(reading, word)
        if end and start >= reached:
            reached = end
            yield Finding("order_number", start, end)
    yield from _marked(reading)


def _marked(reading: Reading) -> Iterator[Finding]:
    """After "n°" or "réf", which tell an article as well: only near a word for somebody's own file."""
    for count, mark in enumerate(_NUMBERED.finditer(reading.lower)):
        if count == _MOST:
            break
        start = _past_filler(reading.lower, mark.end())
        end = _code_end(reading, start)
        if end and (_is_of_file(reading, mark, start, end) or _is_own(reading, mark, start, end)):
            yield Finding("order_number", start, end)


def _is_near(words: re.Pattern[str], reading: Reading, start: int, end: int) -> bool:
    return words.search(reading.lower, max(0, start - _AROUND), end + _AROUND) is not None


def _is_of_file(reading: Reading, mark: re.Match[str], start: int, end: int) -> bool:
    """Near a word for a file; "commandé la réf 8841-22 en bleu" is of goods all the same."""
    is_of_goods = mark.group().startswith("ref") and _GOODS.search(reading.lower, end, end + 15)
    return not is_of_goods and _is_near(_NAMED, reading, start, end)


def _is_own(reading: Reading, mark: re.Match[str], start: int, end: int) -> bool:
    """A reference of letters, digits and a dash ("ref REC-3390") where nobody speaks of goods."""
    code = reading.plain[start:end]
    digits = sum(map(str.isdigit, code))
    if not digits or not any(map(str.isalpha, code)) or _is_near(_GOODS, reading, start, end):
        return False
    if mark.group().startswith("ref"):
        return bool(re.search(r"[-/_]", code))
    return digits >= 4 and not _COUNTED_BEFORE.search(reading.lower[max(0, mark.start() - 20) : mark.start()])


def _after(reading: Reading, word: re.Match[str]) -> tuple[int, int | None]:
    start = _past_filler(reading.lower, word.end())
    end = _code_end(reading, start)
    if end and word["weak"] and _is_count(reading.plain, word.end(), start, end):
        return start, None
    more = None if end else _BETWEEN.match(reading.plain, word.end())
    if more and not _OTHER_NUMBER.search(more.group()):  # "dossier d'aide au logement 2024-LS-3391"
        start, end = more.end(), _code_end(reading, more.end())
        end = end if end and _is_far_code(reading, start, end) else None
    return start, end


def _is_far_code(reading: Reading, start: int, end: int) -> bool:
    """What stands some words behind the word for a file has to look the more like its number."""
    code = reading.plain[start:end].replace(" ", "")
    if code.isdecimal():
        return len(code) >= 7 or (len(code) >= 5 and code[0] == "0")
    return not _GOODS.search(reading.lower, max(0, start - 30), end + 30)


def _is_count(text: str, after: int, start: int, end: int) -> bool:
    """ "elle compte 1 108 noms": neither announced by a mark nor made like a code."""
    code = text[start:end]
    if text[after:start].strip():
        return False
    return sum(map(str.isdigit, code)) < 7 if " " in code else len(code) < 6


def _past_filler(text: str, place: int) -> int:
    """Past "n°", "client", "est le", ":" and the like: at most four of them."""
    for _ in range(4):
        match = _FILLER.match(text, place)
        if not match or match.end() == place:
            break
        place = match.end()
    return place


def _code_end(reading: Reading, start: int) -> int | None:
    text = reading.plain
    first = _FIRST.match(text, start)
    if not first or not _may_begin(first.group()):
        return None
    end = first.end()
    for _ in range(6):
        more = _JOINED.match(text, end) or _SPACED.match(text, end)
        if not more or _is_word(more.group()[1:]) or _AMOUNT.match(reading.lower, more.end()):
            break
        end = more.end()
    return end if _is_code(text[start:end]) and not _AMOUNT.match(reading.lower, end) else None


def _may_begin(token: str) -> bool:
    return any(map(str.isdigit, token)) or (token.isupper() and len(token) <= 5)


def _is_word(token: str) -> bool:
    return token.isalpha() and not token.isupper()


def _is_code(code: str) -> bool:
    """Four digits, or three with letters, or a booking code such as QX7PLM."""
    if _NO_CODE.fullmatch(code.lower()):
        return False
    digits = sum(map(str.isdigit, code))
    letters = [sign for sign in code if sign.isalpha()]
    if not letters:
        return digits >= 4
    is_upper = all(sign.isupper() for sign in letters)
    return digits >= 3 or (digits >= 1 and is_upper and len(letters) + digits >= 5)
