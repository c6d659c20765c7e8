"""What people do to words (accents dropped, c0nnard, f.d.p, zero-width signs, look-alikes, emoji) is undone
here, because models and gazetteers know words as the dictionary writes them; spans still point at the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

# Cyrillic, Greek and typographic signs that are drawn like a Latin letter (Unicode TR 39, those seen in spam).
_LOOKALIKES = dict(
    zip(
        "авеорсухіјѕԁһкмнтгωαβεικνορτυχζηƒıłɔɐǝɑɡɩᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ’‘ʼ′´`“”«»–—‐‑−×•",
        "abeopcyxijsdhkmhtrwabeiknoptuxznfilcaeagiabcdeghijklmnoprstuvwyz''''''\"\"\"\"-----x.",
        strict=True,
    )
)
_FRAMED = range(
    0x1F130, 0x1F18A
)  # letters in squares and discs, alphabets of 26 that start every 32 code points
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "…": "..."}
_EMOJI = {
    "🖕": "doigt d'honneur",
    "🤬": "colere",
    "😡": "colere",
    "😠": "colere",
    "👿": "colere",
    "💩": "merde",
    "🤡": "clown",
    "🐒": "singe",
    "🐵": "singe",
    "🐷": "porc",
    "🐖": "porc",
    "🤮": "vomir",
    "🤢": "vomir",
    "🔪": "couteau",
    "🔫": "pistolet",
    "😂": "mdr",
    "🤣": "mdr",
    "😭": "pleure",
    "😢": "triste",
    "😞": "triste",
    "👎": "nul",
    "👍": "bravo",
    "👏": "bravo",
    "🙏": "merci",
    "❤": "coeur",
    "😍": "adore",
    "🥰": "adore",
    "🤔": "hum",
    "❓": "?",
    "❔": "?",
}
# Letters spelt with signs, read as letters only between letters: "c0nnard", "p@uvre", "m3rde".
_LEET = str.maketrans("0134578@$€!", "oieastbasei")
_LEET_WORD = re.compile(r"(?<![\w@$€!/.])[a-z]+(?:[0134578@$€!]{1,2}[a-z]+)+(?![\w@/]|\.[a-z])")
# At the ends of a word they are letters only where a word long enough stands beside them, since "mp3", "4k", "500$" and
# "@nadia" are none: "$alope", "n3gr0", "encul€".
_LEET_START = re.compile(r"(?<![\w@$€!/.#])[$€](?=[a-z]{4})[a-z0134578@$€]+(?![\w@/]|\.[a-z])")
_LEET_END = re.compile(r"(?<![\w@$€!/.#])[a-z]{1,9}[0134@$€][a-z]{1,9}[034@$€](?![\w@/$€]|[.,]\d)")
_EURO_END = re.compile(r"(?<![\w@$€!/.#])[a-z]{4,12}€(?![\w@/$€]|[ ]?\d)")
_SIGNS = frozenset("0134578@$€")
# Single letters with one and the same sign between them: "f.d.p", "c-o-n-n-a-r-d", "c o n", also with two or three
# spaces; leet among them counts where letters are the more: "p u t 1 n".
_SPELT = re.compile(r"(?<![\w.])[a-z]([.\-_*·/|~+]| {1,3})[a-z](?:\1[a-z])+(?![\w'])")
_SPELT_LEET = re.compile(r"(?<![\w.])[a-z]([.\-_*·/| ])(?:[a-z]\1){1,8}[0134@$€](?:\1[a-z])+(?![\w'.])")
_ABBREVIATED_NAMES = frozenset({"snc", "rer", "pdg", "pme", "usa", "ong", "hlm", "tva", "svp", "rdv", "sav"})


def _fold(sign: str) -> str:
    """The plain lower-case spelling of one code point: nothing, one letter or a few."""
    if sign in _EMOJI:
        return f" {_EMOJI[sign]} "
    if sign in "\n\t\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if ord(sign) in _FRAMED and (ord(sign) - _FRAMED.start) % 32 < 26:
        return chr(ord("a") + (ord(sign) - _FRAMED.start) % 32)
    plain = []
    for part in unicodedata.normalize("NFKD", sign.casefold()):
        category = unicodedata.category(part)
        if category[0] == "M" or category in {"Cf", "Cc", "Cs"}:
            continue  # accents, zero-width signs, variation selectors, controls, halves of a pair
        plain.append(_LIGATURES.get(part) or _LOOKALIKES.get(part) or (" " if category == "Zs" else part))
    return "".join(plain)


class _Folding(dict[int, str]):
    """A table for `str.translate` that learns each code point the first time it is met."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold(chr(point))
        return folded


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Edit:
    """Folded text from `start` to `end` was replaced by `text`."""

    start: int
    end: int
    text: str


def _edits(folded: str) -> Iterator[Edit]:
    """Replacements after folding, in order and without overlap."""
    found = [
        Edit(*match.span(), match.group().translate(_LEET))
        for match in _LEET_WORD.finditer(folded)
        if not match.group().isalnum() or any(digit in match.group() for digit in "013457")
    ]
    if not _SIGNS.isdisjoint(folded):
        found += _bordered(folded)
    for match in _SPELT.finditer(folded):
        joined = match.group().replace(match.group(1), "")
        if joined not in _ABBREVIATED_NAMES:
            found.append(Edit(*match.span(), joined))
    reached = 0
    for edit in sorted(found, key=lambda each: (each.start, -each.end)):
        if edit.start >= reached:
            reached = edit.end
            yield edit


def _bordered(folded: str) -> Iterator[Edit]:
    """Words with signs at their ends, and words spelt letter by letter with signs among them."""
    for pattern in (_LEET_START, _LEET_END, _EURO_END):
        for match in pattern.finditer(folded):
            yield Edit(*match.span(), match.group().translate(_LEET))
    for match in _SPELT_LEET.finditer(folded):
        yield Edit(*match.span(), match.group().replace(match.group(1), "").translate(_LEET))


class Normalised:
    """A text as models read it, able to say where each part of it stands in the text as written.

    The map of offsets is made only when a span is asked for, since most messages have none.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        folded = raw.translate(_FOLDING)
        self._edits = tuple(_edits(folded))
        self.text = _apply(folded, self._edits) if self._edits else folded

    @cached_property
    def _origins(self) -> list[int]:
        """For each code point of the normalised text, the index of its source in the raw text."""
        folded = _sources(self.raw)
        origins: list[int] = []
        reached = 0
        for edit in self._edits:
            origins += folded[reached : edit.start]
            origins += _spread(folded[edit.start : edit.end], len(edit.text))
            reached = edit.end
        return origins + folded[reached:]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the raw text that gave `text[start:end]`, with the marks that belong to the last one.

        `start` must be before `end`, and both inside the normalised text.
        """
        last = self._origins[end - 1] + 1
        while last < len(self.raw) and _is_attached(self.raw[last]):
            last += 1
        return self._origins[start], last


def _sources(raw: str) -> list[int]:
    """For each code point after folding, the index of what it was folded from: mostly as many as there were."""
    if all(len(_FOLDING[ord(sign)]) == 1 for sign in set(raw)):
        return list(range(len(raw)))
    return [index for index, sign in enumerate(raw) for _ in _FOLDING[ord(sign)]]


def _apply(folded: str, edits: tuple[Edit, ...]) -> str:
    parts, reached = [], 0
    for edit in edits:
        parts += [folded[reached : edit.start], edit.text]
        reached = edit.end
    return "".join([*parts, folded[reached:]])


def _spread(origins: list[int], length: int) -> list[int]:
    """Origins for a replacement: letter by letter, its last one standing for the end of what was replaced."""
    if len(origins) == length:
        return origins
    step = (len(origins) - 1) / max(length - 1, 1)
    return [origins[round(index * step)] for index in range(length)]


def _is_attached(sign: str) -> bool:
    return unicodedata.category(sign) in {"Mn", "Me", "Mc"} or sign in "\u200d\ufe0e\ufe0f"
