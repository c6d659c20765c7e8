"""The languages of the interface: English is what the source says, the others are gettext catalogues."""

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import negotiate_locale

LOCALE_DIRECTORY = Path(__file__).parent.parent / "locale"
DOMAIN = "palabre"
DEFAULT_LANGUAGE = "fr"
LANGUAGES = ("fr", "en")
# Days, months and numbers as Europe writes them: the English of an agency in France begins no date with its month.
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


@dataclass(frozen=True)
class Language:
    tag: str
    locale: Locale
    translations: gettext.NullTranslations

    @property
    def sign_space(self) -> str:
        """What stands between a number and its sign: French keeps them apart, on one line."""
        return "\u202f" if self.tag == "fr" else ""


class English(gettext.NullTranslations):
    """What the source says, with the apostrophes of print; gettext's own rule for plurals is English already."""

    def gettext(self, message: str) -> str:
        return message.replace("'", "’")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - it tells translators apart what we say alike
        return self.gettext(message)


def mark(message: str) -> str:
    """Mark a string for extraction where it is defined; it is translated where it is shown."""
    return message


@cache
def load_language(tag: str) -> Language:
    """Raise KeyError for a language that the interface does not speak."""
    if tag not in LANGUAGES:
        raise KeyError(tag)
    translations = (
        English() if tag == "en" else gettext.translation(DOMAIN, LOCALE_DIRECTORY, languages=[tag])
    )
    return Language(tag=tag, locale=Locale.parse(_LOCALES[tag]), translations=translations)


def choose_language(preferred: str | None, accept_language: str = "") -> str:
    """Return the person's own choice, else the browser's best, else French."""
    if preferred in LANGUAGES:
        return preferred
    return negotiate_locale(_read_accept_language(accept_language), LANGUAGES, sep="-") or DEFAULT_LANGUAGE


def _read_accept_language(header: str) -> list[str]:
    """Return the tags by falling weight (RFC 9110 section 12.5.4); a weight that cannot be read counts as 0."""
    weighted: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, weight = part.strip().partition(";q=")
        if tag:
            weighted.append((_read_weight(weight), tag))
    return [tag for weight, tag in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0]


def _read_weight(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
