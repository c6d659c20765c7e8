"""Where the signs that a blend weighs stand in a message, so that a person can see what the machine has seen."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from services.triage.scoring.evidence import ASKS, CURT, SIGN_PATTERNS
from services.triage.scoring.gazetteer import CATEGORIES
from services.triage.scoring.questions import CUES, read_cues

if TYPE_CHECKING:
    from services.triage.scoring.perceiving import Read

Span = tuple[int, int]
# Signs that say one thing where they are high and another where they are low.
BY_OWN_WORDS, BY_OWN_MEASURE = "own_words", "own_measure"
LOW = {ASKS: "asks_nothing", "tone": "tone_bad", "length": "short", BY_OWN_MEASURE: "own_less"}
HIGH = {ASKS: ASKS, "tone": "tone_good", "length": "long", BY_OWN_MEASURE: "own_more"}
BY_WORDS, BY_TRADE, BY_CONTEXT, BY_MEANING, BY_DATA = "words", "trade", "context", "meaning", "personal_data"
CODES = frozenset(
    {*CATEGORIES, *SIGN_PATTERNS, *CUES, *LOW.values(), *HIGH.values(), "quoted", "shouts", CURT}
    | {BY_WORDS, BY_TRADE, BY_CONTEXT, BY_MEANING, BY_DATA, BY_OWN_WORDS}
)
"""Every code that a ground can have."""


def code_of(sign: str, value: float) -> str:
    return (LOW if value < 0 else HIGH).get(sign, sign)


def places_of_sign(read: "Read", sign: str, asks: Sequence[float]) -> Iterator[Span]:
    """Where in the normalised text a sign of this code stands; nowhere where it is the whole message's."""
    text = read.normalised.text
    if sign in CATEGORIES or sign == "quoted":
        yield from (
            (hit.start, hit.end)
            for hit in read.hits
            if hit.is_quoted == (sign == "quoted") and sign in {"quoted", hit.category}
        )
    elif sign == CURT:
        attacks = (hit for hit in read.hits if not hit.is_quoted and hit.category != "profanity")
        yield from ((hit.start, hit.end) for hit in attacks)
    elif sign in SIGN_PATTERNS and (match := SIGN_PATTERNS[sign].search(text)):
        yield match.span()
    elif sign in CUES:
        shows = CUES.index(sign)
        yield from ((one.start, one.end) for one in read.sentences if read_cues(one)[shows])
    elif sign == ASKS and asks:
        most = read.sentences[max(range(len(asks)), key=asks.__getitem__)]
        yield most.start, most.end
