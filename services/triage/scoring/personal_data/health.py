"""Illness, treatment, pregnancy and disability of a person who can be told: the writer, a relative, somebody spoken
of. What is said of illnesses or of the ill in general is nobody's.
"""

import re
from collections.abc import Iterator
from itertools import islice

from services.triage.scoring.domain import Finding
from services.triage.scoring.gazetteer import Gazetteer, Hit, read_phrases
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data.reading import Reading

_BITS = {name: load_pattern(f"health_{name}").pattern for name in ("part", "hurt")}


def _spelt_out(name: str) -> re.Pattern[str]:
    """A pattern whose alternatives all begin a word, with what `<part>` and `<hurt>` stand for.

    One \\b before all of them lets most places of a text fail at once, where one before each is tried each time.
    """
    text = load_pattern(name).pattern
    for bit, alternatives in _BITS.items():
        text = text.replace(f"<{bit}>", f"(?:{alternatives})")
    return re.compile(rf"\b(?:{text})")


_GAZETTEER = Gazetteer({kind: read_phrases(f"health_{kind}") for kind in ("illness", "state")})
_BODY = _spelt_out("health_body")
_PHRASE = _spelt_out("health_phrase")
_PERSON = load_pattern("health_person")
_GENERAL = load_pattern("health_general")
_MANY = load_pattern("health_many")
_THING = load_pattern("health_thing")
_FIGURE = load_pattern("health_figure")
_OWNER = re.compile(r" (?:de (?:mon|ma|mes|sa|son|ses|notre) [a-z-]{3,15}|du (?:petit|bebe|gamin))\b")
_PART = re.compile(
    r" (?:de la |de l'|du |des |de |a la |a l'|au |aux |d')(?:deux |une |un )?"
    rf"(?:{_BITS['part']}|coeur|sang|cataracte|oesophage)\b"
)
_CAUSE = re.compile(
    r" |(?: [a-z']{1,12}){0,5} (?:pour|jusqu'a|sur)(?: (?:une?|son|sa|mon|ma|le|la))?(?: | l'| d')"
)
_SENTENCE_END = re.compile(r"(?<!\b[a-z])[.]|[!?;\n]")  # "Sonia P. est" goes on
_NEARBY = 120
_MOST = 300


def find_health(reading: Reading) -> Iterator[Finding]:
    """Words of illness in a sentence that names whose it is, and complaints of a body that ails."""
    text = reading.lower
    places = [(hit.start, _words_end(text, hit.end)) for hit in _hits(reading) if _is_somebodys(text, hit)]
    places += [match.span() for match in islice(_BODY.finditer(text), _MOST)]
    start = end = 0
    for place in sorted(places):
        if end and not _is_one_fact(text, end, place[0]):
            yield Finding("health", start, end)
            end = 0
        start = start if end else place[0]
        end = max(end, place[1])
    if end:
        yield Finding("health", start, end)


def _is_one_fact(text: str, end: int, start: int) -> bool:
    """ "hospitalisée depuis lundi pour une phlébite" and "sourde appareillée" tell one thing each."""
    return start <= end or _CAUSE.fullmatch(text, end, start) is not None


def _hits(reading: Reading) -> Iterator[Hit]:
    if _GAZETTEER.may_hit(reading.words):
        yield from _GAZETTEER.find(reading.lower)[:_MOST]
    for match in islice(_PHRASE.finditer(reading.lower), _MOST):
        yield Hit("illness", *match.span(), is_quoted=False)


def _words_end(text: str, end: int) -> int:
    """Past the part of the body and the person that belong to the words: "… de la hanche", "… de mon mari"."""
    for more in (_PART, _OWNER):
        match = more.match(text, end)
        end = match.end() if match else end
    return end


def _is_somebodys(text: str, hit: Hit) -> bool:
    start, end = _sentence(text, hit)
    before = text[start : hit.start]
    if hit.is_quoted or _is_by_way_of_speaking(text, hit, before):
        return False
    if _OWNER.match(text, hit.end):  # "pour cause d'allergie de ma fille"
        return True
    if _GENERAL.search(before[-60:]):
        return False
    if _PERSON.search(before) or _PERSON.search(text, hit.end, end):
        return True
    return hit.category == "state" and not before.strip(" ,:\"'-")


def _is_by_way_of_speaking(text: str, hit: Hit, before: str) -> bool:
    """ "mon imprimante est en réanimation", "allergique aux files d'attente", and "20 diabétiques" who are nobody."""
    if _THING.search(before) or _FIGURE.match(text, hit.end):
        return True
    return hit.category == "state" and _MANY.search(before) is not None


def _sentence(text: str, hit: Hit) -> tuple[int, int]:
    """The sentence around a hit, no wider than a reader looks."""
    start = max(0, hit.start - _NEARBY)
    for match in _SENTENCE_END.finditer(text, start, hit.start):
        start = match.end()
    after = _SENTENCE_END.search(text, hit.end, hit.end + _NEARBY)
    return start, after.start() if after else min(len(text), hit.end + _NEARBY)
