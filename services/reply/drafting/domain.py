"""Rules of drafting: which words of a message count, which sentences answer it, and what fits a network."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.reply.drafting.small_talk import SMALL_TALK

MOST_DRAFTS = 3
MOST_SENTENCES = 4
# A draft is a start, not a page: about a phone's screen of text.
MOST_CHARACTERS = 600
# Less than this is no answer, and a sentence is then better left out than cut.
LEAST_CHARACTERS = 40
MOST_WORDS = 60
ELLIPSIS = "…"

_LINKS_AND_HANDLES = re.compile(r"https?://\S+|www\.\S+|[@#]\w[\w.@-]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
# A sentence ends at . ! ? or …, with closing quotes, before a blank and what may begin another one; and at the
# end of a line.
_END = re.compile(r"(?<=[.!?…])(?:\s*[»\"”)])*\s++(?=[«\"“(]?\s*+[^\W_a-zà-ÿ])|\n+")
# After these a full stop ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:M|MM|Mme|Mlle|Dr|Me|Pr|St|Ste|art|av|bd|cf|env|ex|no|n°|p|tél|min|max|[A-Z])\.)$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """An article as drafting sees it: its sentences in order, and the lexemes of each and of the title."""

    article_id: UUID
    title: str
    url: str | None
    sentences: tuple[str, ...]
    lexemes: tuple[frozenset[str], ...]
    title_lexemes: frozenset[str]

    @property
    def all_lexemes(self) -> frozenset[str]:
        return self.title_lexemes.union(*self.lexemes)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every answer: greeting and signature of the client's voice, and the network's limit."""

    greeting: str
    signature: str
    text_limit: int | None

    def around(self, answer: str) -> str:
        return "\n\n".join(part for part in (self.greeting, answer, self.signature) if part)

    @property
    def room(self) -> int:
        """How many code points are left for the answer itself; below zero when the frame alone is too long."""
        limit = MOST_CHARACTERS
        if self.text_limit is not None:
            limit = min(limit, self.text_limit - len(self.around("x")) + 1)
        return limit


def words_that_count(text: str) -> str:
    """Return a message's words without links, handles, small talk and repeats, in order."""
    bare = _LINKS_AND_HANDLES.sub(" ", text)
    words = dict.fromkeys(word.casefold() for word in _WORD.findall(bare))
    return " ".join([word for word in words if _folded(word) not in SMALL_TALK][:MOST_WORDS])


def sentences_of(body: str) -> list[str]:
    """Split an article into its sentences, each as it was written."""
    sentences: list[str] = []
    start = 0
    for end in _END.finditer(body):
        piece = body[start : end.start()] + end.group().rstrip()
        if "\n" not in end.group() and _ABBREVIATED.search(piece[-10:]):
            continue
        sentences.append(piece)
        start = end.end()
    return [sentence.strip() for sentence in [*sentences, body[start:]] if sentence.strip()]


def answer_from(
    passages: Sequence[Passage], wanted: frozenset[str], frame: Frame
) -> list[tuple[Passage, str]]:
    """Return the best passages with the answer that each gives, best first and no answer twice."""
    weights = _weights(passages, wanted)
    found: dict[str, Passage] = {}
    for passage in sorted(passages, key=lambda one: -_score(one, weights)):
        if _is_about(passage, wanted):
            answer = _pick(passage, weights, frame.room)
            if answer:
                found.setdefault(answer, passage)
    return [(passage, answer) for answer, passage in found.items()][:MOST_DRAFTS]


def _folded(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def _weights(passages: Sequence[Passage], wanted: Iterable[str]) -> dict[str, float]:
    """Weigh each wanted word by how few of the articles have it, so that a rare word decides."""
    count = len(passages)
    having = {word: sum(word in passage.all_lexemes for passage in passages) for word in wanted}
    return {word: math.log(1 + count / n) for word, n in having.items() if n}


def _score(passage: Passage, weights: dict[str, float]) -> float:
    """A word in the title counts twice: titles name what an article is about."""
    return _sum(passage.all_lexemes, weights) + _sum(passage.title_lexemes, weights)


def _is_about(passage: Passage, wanted: frozenset[str]) -> bool:
    """Whether an article shares its title's word, two words, or all there is, with the message."""
    shared = wanted & passage.all_lexemes
    return bool(wanted & passage.title_lexemes) or len(shared) >= min(2, len(wanted)) > 0


def _pick(passage: Passage, weights: dict[str, float], room: int) -> str:
    """Take whole sentences, most relevant first, while they fit; return them in reading order."""
    scores = [_sum(lexemes, weights) for lexemes in passage.lexemes]
    ranked = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    relevant = [place for place in ranked if scores[place] > 0] or ranked
    chosen: list[int] = []
    for place in relevant:
        if len(_read(passage, [*chosen, place])) <= room and len(chosen) < MOST_SENTENCES:
            chosen.append(place)
    if chosen or not relevant:
        return _read(passage, chosen)
    return _cut(passage.sentences[relevant[0]], room)


def _read(passage: Passage, places: list[int]) -> str:
    return " ".join(passage.sentences[place] for place in sorted(places))


def _cut(sentence: str, room: int) -> str:
    """Return the beginning of a sentence that fits no other way, at the end of a word; or nothing."""
    if room < LEAST_CHARACTERS:
        return ""
    kept, blank, _ = sentence[:room].rpartition(" ")
    kept = kept.rstrip(" ,;:")
    return kept + ELLIPSIS if blank and kept else ""


def _sum(lexemes: frozenset[str], weights: dict[str, float]) -> float:
    return sum(weights.get(lexeme, 0.0) for lexeme in lexemes)
