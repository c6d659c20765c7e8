"""A text in the plain letters and digits that the searches know, with capitals kept since they tell a name: accents,
zero-width signs, full-width and boxed digits are undone, and every place leads back to the text as written.
"""

import re
import unicodedata
from functools import cached_property

_WORD = re.compile(r"[a-z]+")
_PLAIN = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
_PLAIN |= dict.fromkeys("’‘ʼ′´`", "'") | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("“”«»", '"')
_PLAIN |= dict(zip("оОаАеЕсСрРхХ", "oOaAeEcCpPxX", strict=True))  # Cyrillic, drawn like ours


def _fold(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    if sign in "\n\r\t\x0b\x0c\x85\u2028\u2029":
        return "\n"
    folded = []
    for part in unicodedata.normalize("NFKD", sign):
        category = unicodedata.category(part)
        if category[0] == "M" or category in {"Cf", "Cc", "Cs"}:
            continue
        digit = unicodedata.decimal(part, None)
        folded.append(" " if category == "Zs" else part if digit is None else str(digit))
    return "".join(folded)


class _Folding(dict[int, str]):
    """A table for `str.translate` that learns each code point the first time it is met."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold(chr(point))
        return folded


_FOLDING = _Folding()


class Reading:
    """`plain` keeps capitals, `lower` does not; both have the same places."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self.plain = raw.translate(_FOLDING)
        self.lower = self.plain.lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the text, to tell cheaply what is not worth a search."""
        return frozenset(_WORD.findall(self.lower))

    @cached_property
    def _origins(self) -> list[int]:
        return [index for index, sign in enumerate(self._raw) for _ in _FOLDING[ord(sign)]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points as written that gave `plain[start:end]`, with the marks that belong to the last of them."""
        last = self._origins[end - 1] + 1
        while last < len(self._raw) and unicodedata.category(self._raw[last])[0] == "M":
            last += 1
        return self._origins[start], last
