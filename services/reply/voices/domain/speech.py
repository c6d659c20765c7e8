"""Which form of address a French text uses, and which of the words to avoid stand in it."""

import re
import unicodedata
from collections.abc import Iterable

from services.contracts.reply import Speaks

# "ton", "ta" and "tes" are also what follows an article or a preposition (le ton, sur un ton).
_TU = re.compile(
    r"\b(?:tu|te|toi|tien|tiens|tienne|tiennes|ta|tes|(?<!\ble )(?<!\bun )(?<!\bdu )(?<!\bce )ton)\b|\bt'",
    re.IGNORECASE,
)
_VOUS = re.compile(r"\b(?:vous|votre|vos|vôtres?)\b", re.IGNORECASE)
# An order given to vous ends in -ez; these end so too and are none.
_ORDER = re.compile(r"\b\w{2,}ez\b", re.IGNORECASE)
_NO_ORDER = frozenset(
    {"assez", "chez", "nez", "rez", "lez", "gomez", "lopez", "suez", "fez", "sanchez", "perez"}
)


def speaks(text: str) -> Speaks | None:
    """Return the form of address of a text; None where it addresses nobody.

    "Vous" may also be several people, and an order such as "contacte-nous" is not seen: it is a hint, no rule.
    """
    plain = text.replace("’", "'")
    says_tu = _TU.search(plain) is not None
    says_vous = _VOUS.search(plain) is not None or any(
        word.casefold() not in _NO_ORDER for word in _ORDER.findall(plain)
    )
    if says_tu and says_vous:
        return "both"
    return "tu" if says_tu else "vous" if says_vous else None


def avoided_in(text: str, words: Iterable[str]) -> list[str]:
    """Return those of the words that stand in a text as whole words, whatever their case and accents."""
    folded = _folded(text)
    return [word for word in words if _pattern(word).search(folded)]


def _pattern(word: str) -> re.Pattern[str]:
    inner = r"\s+".join(re.escape(part) for part in _folded(word).split())
    return re.compile(rf"(?<!\w){inner}(?!\w)" if inner else r"(?!)")


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
