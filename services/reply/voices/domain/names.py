"""Whom a greeting addresses: a first name that a person would be called by, or nobody."""

import re
import unicodedata

from services.contracts.placeholders import fill_name

# What stands where a name should, or before one.
_NOBODY = frozenset(
    {"admin", "anonyme", "anonymous", "auteur", "client", "compte", "contact", "guest", "info", "inconnu"}
    | {"invité", "lecteur", "lectrice", "membre", "utilisateur", "user", "visiteur", "visitor"}
)
_TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "dr", "me", "pr"})
# Letters of any script in one word, joined by hyphens or apostrophes inside: Jean-Pierre, D'Artagnan.
_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BETWEEN = re.compile(r"[\s.]+")
SHORTEST, LONGEST = 2, 24
SHORTEST_OF_A_HANDLE = 3


def first_name(name: str, handle: str | None) -> str:
    """Return how to address an author: their first name, else what their handle begins with, else nothing.

    Only letters, hyphens and apostrophes are ever returned, whatever a stranger chose as a name.
    """
    for word in _BETWEEN.split(_without_emoji(unicodedata.normalize("NFC", name))):
        if _bare(word) in _TITLES or not word:
            continue
        found = _usable(word, SHORTEST)
        if found:
            return found
        break
    return _usable(_start_of(handle or ""), SHORTEST_OF_A_HANDLE)


def greet(template: str, name: str) -> str:
    """Fill a greeting; without a name its place closes up."""
    return fill_name(template, name).strip()


def _without_emoji(name: str) -> str:
    """Drop pictures and what joins them; other signs stay, so that what is no name is not made one."""
    kept = (char for char in name if unicodedata.category(char) not in {"So", "Sk", "Cf", "Mn", "Cn"})
    return "".join(kept).strip(" .-'’!~*_")


def _bare(word: str) -> str:
    return word.casefold()


def _usable(word: str, shortest: int) -> str:
    is_name = _NAME.fullmatch(word) is not None and shortest <= len(word) <= LONGEST
    if not is_name or word.casefold() in _NOBODY:
        return ""
    return word if _is_mixed(word) else "-".join(part.capitalize() for part in word.split("-"))


def _is_mixed(word: str) -> bool:
    return not (word.islower() or word.isupper())


def _start_of(handle: str) -> str:
    """Return the letters with which a handle begins, up to a sign that parts words in handles."""
    return re.split(r"[._\-@\d\s]", handle.lstrip("@").strip(), maxsplit=1)[0]
