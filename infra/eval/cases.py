"""Functional cases of toxicity, and slices of the frozen rows: where a good mean hides that somebody is wronged."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from infra.eval.measures import FEWEST, binary
from infra.eval.own import band_of, said_of, shares, truth_of
from infra.eval.rows import MAIN_LABELS, Row
from infra.eval.said import Said
from services.triage.scoring.gazetteer import Gazetteer
from services.triage.scoring.normalise import Normalised

HARMLESS = (
    "counter_speech",
    "negated_hate",
    "proud_identity",
    "reclaimed_word",
    "quoted_insult",
    "aimless_profanity",
    "hard_criticism",
    "friendly_teasing",
    "self_mockery",
)
HARMFUL = ("implicit_hate", "veiled_threat", "polite_insult", "obfuscated")

# Words that name a group without judging it, in normalised text.
_IDENTITY = re.compile(
    r"\b(?:arabes?|maghrebine?s?|musulmane?s?|islam|juifs?|juives?|chretiene?s?|cathos?|catholiques?|noire?s?|blanche?s?"
    r"|africaine?s?|asiatiques?|chinoise?s?|roms?|gitane?s?|tziganes?|gens du voyage|etrangers?|etrangeres?|migrante?s?"
    r"|immigree?s?|refugiee?s?|homos?|homosexuele?s?|gays?|lesbiennes?|trans|pedes?|lgbt\w*|handicapee?s?|autistes?"
    r"|femmes?|feministes?|vieux|vieilles?|jeunes|voilees?|roumaine?s?|polonaise?s?|portugaise?s?|antillaise?s?"
    r"|creoles?|bretonn?e?s?|algerienn?e?s?|marocaine?s?|tunisienn?e?s?|turcs?|turques?)\b"
)

SLICES: Mapping[str, Callable[[Row], str]] = {
    "register": lambda row: row.register,
    "network": lambda row: row.network,
    "sector": lambda row: row.sector,
    "length": lambda row: band_of(row.text),
    "identity": lambda row: "names_a_group" if names_a_group(row.text) else "names_none",
    "hard": lambda row: row.hard or "none",
}


def names_a_group(text: str) -> bool:
    return _IDENTITY.search(Normalised(text).text) is not None


def functional_cases(rows: Sequence[Row], said: Sequence[Said], resamples: int) -> dict[str, Any] | None:
    """The share that is right about `toxic` on harmless and on harmful cases, together and by kind."""
    if said_of("toxic", said) is None:
        return None
    right: dict[str, list[bool]] = defaultdict(list)
    for row, one in zip(rows, said, strict=True):
        side = side_of(row)
        if side:
            is_right = ("toxic" in row.names) == ("toxic" in one.found)
            right[side].append(is_right)
            right[row.hard or ""].append(is_right)
    return shares(right, resamples)


def side_of(row: Row) -> str | None:
    """`harmless`, `harmful`, or None where a hard case is about something else than toxicity."""
    is_toxic = "toxic" in row.names
    if row.hard in HARMLESS and not is_toxic:
        return "harmless"
    return "harmful" if row.hard in HARMFUL and is_toxic else None


def slices(rows: Sequence[Row], said: Sequence[Said]) -> dict[str, dict[str, Any]]:
    """For each slice the rows in it and, for each main label, macro-F1, AUC and the share that is right."""
    return {name: _slice(rows, said, key) for name, key in SLICES.items()}


def _slice(rows: Sequence[Row], said: Sequence[Said], key: Callable[[Row], str]) -> dict[str, Any]:
    groups: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[key(row)].append(place)
    found = {}
    for group, places in sorted(groups.items(), key=lambda each: -len(each[1])):
        chosen, theirs = [rows[place] for place in places], [said[place] for place in places]
        found[group] = {
            "rows": len(places),
            "labels": {name: _short(name, chosen, theirs) for name in MAIN_LABELS},
        }
    return found


def _short(name: str, rows: Sequence[Row], said: Sequence[Said]) -> dict[str, Any] | None:
    answers = said_of(name, said)
    if answers is None:
        return None
    truth = truth_of(name, rows)
    figures = binary(truth, *answers, resamples=1)
    known = min(figures["positives"], len(truth) - figures["positives"]) >= FEWEST
    return {
        "positives": figures["positives"],
        "right": round(float(np.mean(truth == answers[1])), 4),
        "macro_f1": figures["macro_f1"]["value"] if known else None,
        "auc": figures["auc"]["value"] if known else None,
    }


def without_known_words(rows: Sequence[Row]) -> dict[str, Any]:
    """Of the toxic rows, how many hold no word of any gazetteer: a word list cannot find them."""
    gazetteer = Gazetteer.load()
    toxic = [row for row in rows if "toxic" in row.names]
    free = sum(not gazetteer.find(Normalised(row.text).text) for row in toxic)
    return {"positives": len(toxic), "without": free, "share": round(free / max(len(toxic), 1), 4)}
