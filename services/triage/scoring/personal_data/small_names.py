"""Names in small letters: where nothing but the words around them can tell, a known first name has to begin them."""

import re
from collections.abc import Iterator
from itertools import islice

from services.triage.scoring.domain import Finding
from services.triage.scoring.personal_data.known_names import (
    BEFORE,
    CLOSING,
    FIRST_NAMES,
    NO_SURNAME,
    TITLE,
    TRIGGER,
    is_public,
)
from services.triage.scoring.personal_data.reading import Reading

_PARTICLE = r"(?:le|da|dos|el|ben|van|von|di|ait) "
_NAME = re.compile(
    r"(?<![a-z0-9@'-])(?P<first>[a-z]{3,20}+)"
    rf"(?=(?P<rest>(?:-[a-z]{{3,20}}+)? (?:{_PARTICLE})?(?P<last>[a-z]{{3,20}}+)(?:-[a-z]{{3,20}}+)?)(?![a-z0-9_@]))"
)
_LINE_END = re.compile(r"[ .!)]{0,3}(?:$|\n)")
REACHED_AT = re.compile(r"[ ,:/(-]{1,4}(?:0[1-79][ .-]?\d\d|\+\d\d|[a-z0-9._-]{2,40}@)")
"""A number or a mail right behind a name: "… Verlhac 03 53 …"."""
_MOST = 1_000


def find_small_names(reading: Reading) -> Iterator[Finding]:
    if FIRST_NAMES.isdisjoint(reading.words):
        return
    text = reading.lower
    known = (match for match in _NAME.finditer(text) if match["first"] in FIRST_NAMES)
    for match in islice(known, _MOST):
        start, end = match.start(), match.end("rest")
        if match["last"] in NO_SURNAME or is_public(text[start:end]):
            continue
        # "la petite Ambre viendra": who writes a capital for the first name writes one for the last.
        if reading.plain[start:end].islower() and _is_told(text, start, end):
            yield Finding("full_name_private_person", start, end)


def _is_told(text: str, start: int, end: int) -> bool:
    """Introduced, addressed, signed, or with a way to be reached behind it."""
    before = text[max(0, start - BEFORE) : start]
    if TRIGGER.search(before) or TITLE.search(before) or REACHED_AT.match(text, end):
        return True
    return CLOSING.search(before) is not None and _LINE_END.match(text, end) is not None
