"""What a label rests on, and what belongs to it with reasons of its own: a kind, what is wanted, what must be done at
once. The tone belongs to the whole message.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from services.contracts.triage import Assessment
from services.contracts.triage.scoring import Explanation, Ground
from web.pages.desk.verdicts import Belonging, Told, Weight
from web.routes.charter_form import FAMILIES

_VERY_LIKELY_FROM, _FOUND_FROM = 0.85, 0.5
_MUCH, _SOME = 1.5, 0.6  # of the log-odds: from even chances to 82 in a hundred, and to 65
_AT_ONCE = "urgency_2"
_PARENTS: Mapping[str, str] = {**FAMILIES, "intent": "service_request", _AT_ONCE: "urgency"}


def likely(chance: float) -> Literal["very_likely", "likely"]:
    return "very_likely" if chance >= _VERY_LIKELY_FROM else "likely"


def weighed(grounds: Sequence[Ground]) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """What speaks for something and what against it, the weightiest first."""
    told = [Told(one.code, _weigh(abs(one.weight)), tuple(one.words)) for one in grounds]
    pairs = list(zip(grounds, told, strict=True))
    return (
        tuple(said for one, said in pairs if one.weight > 0),
        tuple(said for one, said in reversed(pairs) if one.weight < 0),
    )


def belonging_to(label: str, found: Assessment | None, said: Collection[str]) -> tuple[Belonging, ...]:
    """The machine's reasons for what belongs to a label; what people `said` something of stands by itself."""
    if found is None:
        return ()
    whys = [one for one in found.explanation if _PARENTS.get(one.label) == label and one.label not in said]
    return tuple(line for why in whys if (line := _line(why, found)) is not None)


def tone_of(found: Assessment | None) -> Belonging | None:
    whys = [one for one in found.explanation if one.label == "sentiment"] if found else []
    return _line(whys[0], found) if found and whys else None


def _line(why: Explanation, found: Assessment) -> Belonging | None:
    """None for an answer that people have replaced, or for which nothing speaks that is worth a line."""
    speaks_for, speaks_against = weighed(why.grounds)
    asked, answer = ("urgency_level", "2") if why.label == _AT_ONCE else (why.label, why.answer)
    if answer is None:
        chance = found.labels.get(why.label, 0.0)
        degree = likely(chance) if chance >= _FOUND_FROM else "unsure"
        return Belonging(why.label, degree=degree, speaks_for=speaks_for, speaks_against=speaks_against)
    held = {
        "sentiment": found.sentiment,
        "intent": found.intent,
        "urgency_level": str(found.urgency_level),
    }
    if held.get(asked) != answer or not (speaks_for or speaks_against):
        return None
    return Belonging(asked, answer=answer, speaks_for=speaks_for, speaks_against=speaks_against)


def _weigh(weight: float) -> Weight:
    if weight >= _MUCH:
        return "much"
    return "some" if weight >= _SOME else "little"
