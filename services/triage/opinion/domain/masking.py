"""What of a message may leave the house: its sense, without what names or numbers a person."""

import re
from collections.abc import Callable, Iterable
from typing import Protocol


class Place(Protocol):
    """Where personal data of one kind stand in a text."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Finder = Callable[[str], Iterable[Place]]

# Whatever the search did not know as a number of a kind: five digits and more, however they are spaced. A price or
# a year stays readable, and nothing that identifies a person is so short.
_NUMBER = re.compile(r"\d(?:[\W_]{0,3}\d){4,}")
_HANDLE = re.compile(r"@[\w.-]+")


def mask(text: str, find: Finder) -> str:
    """The text with the places found, all other long numbers and all handles replaced by what they are."""
    places = [(place.start, place.end, place.kind) for place in find(text)]
    places += [(*number.span(), "number") for number in _NUMBER.finditer(text)]
    places += [(*handle.span(), "handle") for handle in _HANDLE.finditer(text)]
    parts, reached = [], 0
    for start, end, kind in sorted(places, key=lambda place: place[0]):
        if start >= reached:  # else what overlaps goes with what began before it
            parts += [text[reached:start], f"[{kind}]"]
        reached = max(reached, end)
    return "".join([*parts, text[reached:]])
