"""A normalised text as the words that models read. Apart from hashing, so that rules can be read without numpy."""

import re
from collections.abc import Sequence

_LINK = re.compile(r"https?://\S+|www\.\S+")
_MENTION = re.compile(r"(?<!\w)@\w+")
_WORD = re.compile(r"[^\W_]+(?:'(?=\w))?|[?!]|[^\w\s'\".,;:()\-_]")
_PLACED = re.compile(f"(?P<lien>{_LINK.pattern})|(?P<nom>{_MENTION.pattern})|(?P<word>{_WORD.pattern})")


def words_of(text: str) -> str:
    """The normalised text as words between single spaces and marks of its two ends, since a question shows at
    its first and last word; links and names become one word each.
    """
    if _may_hold_link(text):
        text = _LINK.sub(" lien ", text)
    if "@" in text:
        text = _MENTION.sub(" nom ", text)
    return f" ^ {' '.join(_WORD.findall(text))} $ "


def _may_hold_link(text: str) -> bool:
    return "http" in text or "www." in text


def places_of(text: str, words: str) -> Sequence[tuple[int, int] | None]:
    """Where each of the `words`, made by `words_of`, stands in their normalised text; None for the marks of the ends.

    Empty where a link or a name begins inside a word, so that the two cannot be set side by side.
    """
    if not _may_hold_link(text) and "@" not in text:
        return [None, *(match.span() for match in _WORD.finditer(text)), None]
    found = list(_PLACED.finditer(text))
    said = [match.group() if match.lastgroup == "word" else match.lastgroup for match in found]
    if ["^", *said, "$"] != words.split():
        return ()
    return [None, *(match.span() for match in found), None]
