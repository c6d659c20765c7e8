"""What each label's model is given: the words of the text, and beside them counts and cues that a person can
check. Training and scoring make both through the same functions, in the order of the names given here.
"""

from collections.abc import Sequence
from typing import NamedTuple

from services.triage.scoring.gazetteer import Hit
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.questions import CUES, read_cues
from services.triage.scoring.sentences import Sentence
from services.triage.scoring.words import words_of

EVIDENCE = {
    "toxic": ("model", "insult", "hate", "threat", "profanity", "quoted", "to_one_person", "polite"),
    "question": ("model", *CUES),
}

_TO_ONE_PERSON = load_pattern("to_one_person")
_POLITE = load_pattern("polite")
_WITHOUT_MARKS = str.maketrans("?!", "  ")
_MOST = 2  # a third insult adds nothing to what two have said


class Input(NamedTuple):
    """What one row of a model reads; `evidence` has the columns after the model's own."""

    words: str
    evidence: tuple[float, ...]


def toxic_input(text: str, hits: Sequence[Hit]) -> Input:
    """For a whole normalised text and what the gazetteer found in it."""
    plain = [hit.category for hit in hits if not hit.is_quoted]
    quoted = sum(hit.is_quoted and hit.category != "profanity" for hit in hits)
    counts = (min(plain.count(category), _MOST) for category in ("insult", "hate", "threat", "profanity"))
    address = _TO_ONE_PERSON.search(text) is not None
    polite = _POLITE.search(text) is not None
    evidence = (*map(float, counts), float(min(quoted, _MOST)), float(address), float(polite))
    return Input(words_of(text), evidence)


def question_input(sentence: Sentence) -> Input:
    """For one sentence. Its model learnt from lines without marks, so they are hidden from it and kept as cues."""
    return Input(words_of(sentence.text.translate(_WITHOUT_MARKS)), read_cues(sentence))
