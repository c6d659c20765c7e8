"""What is read of a message beside its n-grams and its meaning: counts and cues that a person can check. Training
and scoring make them through the same functions, in the order of the names given here.
"""

import math
import re
from collections.abc import Sequence

from services.triage.scoring.domain import Message
from services.triage.scoring.gazetteer import CATEGORIES, Hit
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.questions import CUES, read_cues
from services.triage.scoring.sentences import Sentence
from services.triage.scoring.words import words_of

ASKS = "asks"
"""The verdict on the sentence that asks most; the model of sentences gives it."""
CURT = "curt"
"""An insult in few words: there is little else that it could be about. A long message may hold one in passing."""
SIGN_PATTERNS = {
    **{name: load_pattern(name) for name in ("to_one_person", "polite", "pending", "complaint")},
    "link": re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:fr|com|net|org|xyz|top|info|shop|ly|io)\b"),
    "digits": re.compile(r"\d{4,}|\d\d(?:[ .]\d\d){2,}"),
}
"""Signs that stand somewhere in the normalised text, in the order of their columns."""
EVIDENCE = (
    *CATEGORIES,
    "quoted",
    *SIGN_PATTERNS,
    "shouts",
    "length",
    "tone",
    "context",
    "sector",
    CURT,
    *CUES,
    ASKS,
)

_WITHOUT_MARKS = str.maketrans("?!", "  ")
_MOST = 2  # a third insult adds nothing to what two have said
_FEW = 8  # words: so many more make the sign three times weaker
_LONGEST_CONTEXT = 1_000  # characters; what stands further up is not what is answered


def evidence_of(
    message: Message, text: str, hits: Sequence[Hit], sentences: Sequence[Sentence], tone: int
) -> tuple[float, ...]:
    """For a message, its normalised text and what was found in it: the columns of EVIDENCE before ASKS."""
    plain = [hit.category for hit in hits if not hit.is_quoted]
    cues = [read_cues(sentence) for sentence in sentences]
    return (
        *(float(min(plain.count(category), _MOST)) for category in CATEGORIES),
        float(min(sum(hit.is_quoted and hit.category != "profanity" for hit in hits), _MOST)),
        *_signs(message, text),
        float(max(-_MOST, min(tone, _MOST))),
        float(bool(message.context)),
        float(bool(message.sector)),
        _curt(text) if {"insult", "hate", "threat"}.intersection(plain) else 0.0,
        *(map(max, zip(*cues, strict=True)) if cues else (0.0,) * len(CUES)),
    )


def _signs(message: Message, text: str) -> tuple[float, ...]:
    letters = sum(map(str.isalpha, message.text))
    shouts = letters > 8 and sum(map(str.isupper, message.text)) > letters / 2
    found = (float(pattern.search(text) is not None) for pattern in SIGN_PATTERNS.values())
    return (*found, float(shouts), length_of(len(text)))


def _curt(text: str) -> float:
    return math.exp(-len(text.split()) / _FEW)


def length_of(characters: int) -> float:
    return math.log1p(characters) / 5


def side_words(words: str, context: str, sector: str | None) -> str:
    """Words of the post above in a name space of their own, and each word of the text beside the client's trade:
    the same words may be a lead for a bank and nothing for a city hall. `words` are those of the text, by `words_of`.
    """
    above = [f"<{word}" for word in words_of(context[-_LONGEST_CONTEXT:]).split()] if context else []
    trade = [f"{word}|{sector}" for word in words.split()] if sector else []
    # Between spaces, or the last word of one message and the first of the next are one word to the models.
    return f" {' '.join(above + trade)} "


def sentence_words(sentence: Sentence) -> str:
    """The public lines that teach what asks have lost their marks, so these are hidden here and kept as cues."""
    return words_of(sentence.text.translate(_WITHOUT_MARKS))
