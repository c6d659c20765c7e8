"""What of a message may leave the house: its sense, without what names or numbers a person."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol
from urllib.parse import urlsplit


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
# What stands behind the host of a link may name a person or open an account; the host tells scams from the client.
_LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"»]+", re.IGNORECASE)
_SHORTEST_NAME = 3


def mask(text: str, find: Finder, author: str = "") -> str:
    """The text with the places found, its author's name, links, all other long numbers and all handles replaced by
    what they are.
    """
    places = [(place.start, place.end, place.kind) for place in find(text)]
    places += [(*number.span(), "number") for number in _NUMBER.finditer(text)]
    places += [(*handle.span(), "handle") for handle in _HANDLE.finditer(text)]
    places += [(*link.span(), _named(link[0])) for link in _LINK.finditer(text)]
    places += [(*name.span(), "name") for name in _names(author, text)]
    parts, reached = [], 0
    for start, end, kind in sorted(places, key=lambda place: place[0]):
        if start >= reached:  # else what overlaps goes with what began before it
            parts += [text[reached:start], f"[{kind}]"]
        reached = max(reached, end)
    return "".join([*parts, text[reached:]])


def _named(link: str) -> str:
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname
    except ValueError:
        host = None
    # A host that is a number may be somebody's own machine.
    return f"link {host}" if host and not _NUMBER.search(host) else "link"


def _names(author: str, text: str) -> Iterator[re.Match[str]]:
    """Where the author signs: the whole name, or a part of it written as a name is."""
    parts = [part for part in re.findall(r"[\w'’-]+", author) if len(part) >= _SHORTEST_NAME]
    for part in sorted({author.strip(), *parts} - {""}, key=len, reverse=True):
        if part[0].isupper() and len(part) >= _SHORTEST_NAME:
            yield from re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)
