"""Signs by which French shows a question, with or without its mark, read beside the model: the public lines
that it learnt from have lost all punctuation, and a mark alone does not tell asking from scolding.
"""

import re

from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.sentences import Sentence

CUES = ("mark", "opening", "inside", "inversion", "request", "rhetorical")

_OPENING = re.compile(
    rf"(?:(?:{load_pattern('greeting').pattern})\b\W*)*(?:{load_pattern('opening').pattern})"
)
_INSIDE, _INVERSION, _REQUEST, _RHETORICAL = map(load_pattern, CUES[2:])


def read_cues(sentence: Sentence) -> tuple[float, ...]:
    """For each of CUES, 1.0 where the sentence shows it."""
    text = sentence.text
    shown = (
        text.endswith("?"),
        _OPENING.match(text) is not None,
        _INSIDE.search(text) is not None,
        _INVERSION.search(text) is not None,
        _REQUEST.search(text) is not None,
        _RHETORICAL.search(text) is not None,
    )
    return tuple(map(float, shown))
