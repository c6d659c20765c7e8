"""Rules of saved replies: which of the two texts is said, and how it joins what is written already."""

import re
from dataclasses import dataclass
from datetime import timedelta

from services.contracts.placeholders import NAME, SIGNATURE, fill_name
from services.contracts.reply import Address

KNOWN = frozenset({NAME, SIGNATURE})
# How long a removed one can be fetched back.
KEPT_REMOVED = timedelta(days=1)
# A text that opens so greets by itself, up to the end of its first clause.
_SALUTATION = re.compile(
    r"(?:bonjour|bonsoir|salut|coucou|hello|ch[eè]re?s?)\b[^\n,!.]{0,40}(?:\s*[,!.]|(?=\n)|$)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a client's voice says around an answer to one author."""

    name: str
    greeting: str
    signature: str


def text_for(address: Address, text_vous: str | None, text_tu: str | None) -> str:
    """Return the text for a form of address, or the other one where it is missing."""
    first, second = (text_tu, text_vous) if address == "tu" else (text_vous, text_tu)
    return first or second or ""


def fill_whole(text: str, frame: Frame) -> str:
    """Return a whole answer: greeting and signature stand around it unless the text has its own."""
    filled = _fill(text.strip(), frame)
    greeting = "" if _SALUTATION.match(filled) or _begins_with(filled, frame.greeting) else frame.greeting
    signature = "" if frame.signature in filled else frame.signature
    return "\n\n".join(part for part in (greeting, filled, signature) if part)


def fill_part(text: str, frame: Frame) -> str:
    """Return the text to stand in an answer that has begun: without greeting and signature at its ends."""
    filled = _fill(text.strip(), frame)
    if _begins_with(filled, frame.greeting):
        filled = filled[len(frame.greeting) :].lstrip()
    bare = _SALUTATION.sub("", filled, count=1) if _SALUTATION.match(filled) else filled
    if frame.signature:
        bare = bare.removesuffix(frame.signature)
    bare = bare.strip() or filled
    return bare[0].upper() + bare[1:]


def _fill(text: str, frame: Frame) -> str:
    return fill_name(text, frame.name).replace(SIGNATURE, frame.signature).strip()


def _begins_with(text: str, greeting: str) -> bool:
    return bool(greeting) and text.casefold().startswith(greeting.casefold())
