"""Known insults, slurs, threats and coarse words, found as whole words in the normalised text: they explain a
score to the people who read it, and a linear model trained on forums misses the phrases that brands receive.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from services.triage.scoring.patterns import FRENCH, load_pattern, read_entries

CATEGORIES = ("insult", "hate", "threat", "profanity")

_TOKEN = re.compile(r"[a-z0-9*@#]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_QUOTE = re.compile('"')
_TOLD = load_pattern("told")
_TOLD_BEFORE = 45  # characters
_NEXT_WORD = re.compile(r"\s{0,3}['\-]?\s{0,2}")  # what may stand between two words of one phrase

Phrase = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A known phrase at `start:end` of the normalised text; `is_quoted` when it stands between quotation marks, or when
    somebody tells that it was thrown.
    """

    category: str
    start: int
    end: int
    is_quoted: bool


class _Token(NamedTuple):
    forms: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=50_000)  # words repeat; names and typing errors must not fill the memory
def _forms(token: str) -> tuple[str, ...]:
    """Spellings under which a token is looked up: stretched letters once and twice, without a plural ending.

    They are sorted, since the order of a set differs from process to process.
    """
    spellings = {_STRETCHED.sub(r"\1", token), _STRETCHED.sub(r"\1\1", token)}
    singular = {each[:-1] for each in spellings if each[-1:] in {"s", "x"} and len(each) > 3}
    return tuple(sorted(spellings | singular))


class Gazetteer:
    """All phrases of all categories, indexed by their first word."""

    def __init__(self, phrases: dict[str, list[Phrase]]) -> None:
        self._by_first: dict[str, list[tuple[str, Phrase]]] = defaultdict(list)
        words: set[str] = set()
        for category, entries in phrases.items():
            for phrase in entries:
                for first in phrase[0]:
                    self._by_first[first].append((category, phrase))
                if len(phrase) == 1 and category != "profanity":
                    words |= phrase[0]
        self._masked = _masked_words(words)
        self._openings = frozenset(first + ending for first in self._by_first for ending in ("", "s", "x"))

    @classmethod
    def load(cls) -> "Gazetteer":
        return cls({category: read_phrases(category) for category in CATEGORIES})

    def may_hit(self, words: frozenset[str]) -> bool:
        """Whether a search is worth its time in a text of these words, if none is stretched or masked."""
        return not self._openings.isdisjoint(words)

    def find(self, text: str) -> list[Hit]:
        """Hits in a normalised text, in order; the longest phrase at a place wins, and none overlaps another."""
        tokens = self._tokens(text)
        quotes = [match.start() for match in _QUOTE.finditer(text)]
        hits: list[Hit] = []
        reached = 0
        for index, token in enumerate(tokens):
            if token.start < reached:
                continue
            found = self._longest(tokens, index, text)
            if found:
                category, count = found
                reached = tokens[index + count - 1].end
                is_quoted = _is_quoted(quotes, token.start) or _is_told(category, text, token.start)
                hits.append(Hit(category, token.start, reached, is_quoted))
        return hits

    def _tokens(self, text: str) -> list[_Token]:
        return [
            _Token(
                self._unmask(match.group()) if "*" in match.group() else _forms(match.group()), *match.span()
            )
            for match in _TOKEN.finditer(text)
        ]

    def _unmask(self, token: str) -> tuple[str, ...]:
        """Words that a token can stand for whose stars hide one letter each; "p*" alone hides too much to tell."""
        if sum(map(str.isalpha, token)) < 2:
            return ()
        pattern = re.compile(re.escape(token).replace(r"\*", r"[a-z]") + "s?")
        return tuple(word for word in self._masked.get(token[0], ()) if pattern.fullmatch(word))

    def _longest(self, tokens: list[_Token], index: int, text: str) -> tuple[str, int] | None:
        best: tuple[str, int] | None = None
        for form in tokens[index].forms:
            for category, phrase in self._by_first.get(form, ()):
                if (best is None or len(phrase) > best[1]) and _matches(phrase, tokens, index, text):
                    best = category, len(phrase)
        return best


def _is_quoted(quotes: list[int], place: int) -> bool:
    """After an opening quotation mark that is closed later; marks are paired from the start of the text."""
    before = bisect_left(quotes, place)
    return before % 2 == 1 and before < len(quotes)


def _is_told(category: str, text: str, place: int) -> bool:
    return category in CATEGORIES and bool(_TOLD.search(text, max(0, place - _TOLD_BEFORE), place))


def _matches(phrase: Phrase, tokens: list[_Token], index: int, text: str) -> bool:
    if index + len(phrase) > len(tokens):
        return False
    for offset in range(1, len(phrase)):
        before, token = tokens[index + offset - 1], tokens[index + offset]
        if phrase[offset].isdisjoint(token.forms) or not _NEXT_WORD.fullmatch(text, before.end, token.start):
            return False
    return True


def _masked_words(words: set[str]) -> dict[str, list[str]]:
    """By first letter, since that one is hardly ever starred."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        by_letter[word[0]].append(word)
    return by_letter


def read_phrases(category: str) -> list[Phrase]:
    """All phrases of `french/<category>.txt`."""
    return [phrase for line in read_entries(FRENCH / f"{category}.txt") for phrase in _phrases(line)]


def _phrases(line: str) -> Iterator[Phrase]:
    """One phrase for each way to read a hyphen in the entry: alternatives of several words become their own."""
    columns = [word.split("|") for word in line.split()]
    plain = tuple(frozenset(word for word in column if "-" not in word) for column in columns)
    if all(plain):
        yield plain
    for choice in product(*columns):
        if any("-" in word for word in choice):
            yield tuple(frozenset({part}) for word in choice for part in word.split("-"))
