"""Illness, treatment, pregnancy and disability of a person who can be told: the writer, a relative, somebody spoken
of. What is said of illnesses or of the ill in general is nobody's.
"""

import re
from collections.abc import Iterator

from services.triage.scoring.domain import Finding
from services.triage.scoring.gazetteer import Gazetteer, Hit, read_phrases
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data.reading import Reading

_GAZETTEER = Gazetteer({kind: read_phrases(f"health_{kind}") for kind in ("illness", "state")})
_BODY = load_pattern("health_body")
_PERSON = load_pattern("health_person")
_GENERAL = load_pattern("health_general")
_OWNER = re.compile(r" (?:de (?:mon|ma|mes|sa|son|ses|notre) [a-z-]{3,15}|du (?:petit|bebe|gamin))\b")
_PART = re.compile(
    r" (?:de la |de l'|du |des |de |a la |a l'|au |aux |d')(?:deux |une |un )?(?:"
    r"genoux?|hanches?|dos|cheville|poignets?|femur|col du femur|epaules?|coeur|mains?|pieds?|jambes?|bras|cou"
    r"|oeil|yeux|oreilles?|poumons?|sein|colon|foie|pancreas|prostate|estomac|cerveau|gorge|langue|peau|sang|reins?|vertebres?"
    r"|cotes?|tibia|tete|visage|cataracte|uterus|thyroide|vessie|oesophage|machoire)\b"
)
_SENTENCE_END = re.compile(r"(?<!\b[a-z])[.]|[!?;\n]")  # "Sonia P. est" goes on
_NEARBY = 120
_MOST = 300


def find_health(reading: Reading) -> Iterator[Finding]:
    """Words of illness in a sentence that names whose it is, and complaints of a body that ails."""
    if _GAZETTEER.may_hit(reading.words):
        for hit in _GAZETTEER.find(reading.lower)[:_MOST]:
            if _is_somebodys(reading.lower, hit):
                yield Finding("health", hit.start, _words_end(reading.lower, hit.end))
    for count, match in enumerate(_BODY.finditer(reading.lower)):
        if count == _MOST:
            break
        yield Finding("health", *match.span())


def _words_end(text: str, end: int) -> int:
    """Past the part of the body and the person that belong to the words: "… de la hanche", "… de mon mari"."""
    for more in (_PART, _OWNER):
        match = more.match(text, end)
        end = match.end() if match else end
    return end


def _is_somebodys(text: str, hit: Hit) -> bool:
    start, end = _sentence(text, hit)
    before = text[start : hit.start]
    if hit.is_quoted:
        return False
    if _OWNER.match(text, hit.end):  # "pour cause d'allergie de ma fille"
        return True
    if _GENERAL.search(before[-60:]):
        return False
    if _PERSON.search(before) or _PERSON.search(text, hit.end, end):
        return True
    return hit.category == "state" and not before.strip(" ,:\"'-")


def _sentence(text: str, hit: Hit) -> tuple[int, int]:
    """The sentence around a hit, no wider than a reader looks."""
    start = max(0, hit.start - _NEARBY)
    for match in _SENTENCE_END.finditer(text, start, hit.start):
        start = match.end()
    after = _SENTENCE_END.search(text, hit.end, hit.end + _NEARBY)
    return start, after.start() if after else min(len(text), hit.end + _NEARBY)
