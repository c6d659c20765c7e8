"""Sentences of a normalised text, because a question is asked by a sentence and shown as one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

# A question mark ends a sentence wherever it stands; a full stop only before a space ("9.99", "M.Durand.fr").
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!](?=[^\s.!?]))+[.!?]*|[.!?]+")
_EDGES = " \t\"'()-*_>.,;:"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of the normalised text, without the white space and dashes around it."""

    text: str
    start: int
    end: int


def split_sentences(text: str, most: int) -> Iterator[Sentence]:
    """The first `most` sentences."""
    for match in islice(_SENTENCE.finditer(text), most):
        part = match.group()
        inner = part.lstrip(_EDGES)
        start = match.start() + len(part) - len(inner)
        inner = inner.rstrip()
        if inner:
            yield Sentence(inner, start, start + len(inner))
