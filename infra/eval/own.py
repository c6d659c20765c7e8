"""Figures of one configuration on the frozen rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from infra.eval.measures import FEWEST, Bools, Floats, binary, concordance, draws, interval, manifold
from infra.eval.personal import measure_places
from infra.eval.rows import LABELS, Row
from infra.eval.said import Said
from services.triage.scoring.outputs import INTENTS, TONES

NO_INTENT = "none"
WORTH = ("testimony", "constructive")
# Upper ends, in characters; the last band is open. They part the frozen rows into four of much the same size.
BAND_ENDS = (105, 135, 165)
BANDS = ("0-105", "106-135", "136-165", "166+")


def measure_own(rows: Sequence[Row], said: Sequence[Said], resamples: int) -> dict[str, Any]:
    """Everything about the frozen rows; None where this configuration does not say it."""
    return {
        "labels": {name: measure_label(name, rows, said, resamples) for name in LABELS},
        "urgency_2": _measure_level(rows, said, resamples),
        "intent": _measure_intent(rows, said, resamples),
        "sentiment": _measure_sentiment(rows, said, resamples),
        "personal_data": measure_places(rows, said, resamples),
        "in_bands": {name: measure_in_bands(name, rows, said, resamples) for name in WORTH},
    }


def said_of(name: str, said: Sequence[Said]) -> tuple[Floats, Bools] | None:
    """The probability of a label in each row and whether it is said to hold."""
    if not said or any(name not in one.labels for one in said):
        return None
    return np.array([one.labels[name] for one in said]), np.array([name in one.found for one in said])


def truth_of(name: str, rows: Iterable[Row]) -> Bools:
    return np.array([name in row.names for row in rows], dtype=bool)


def measure_label(
    name: str, rows: Sequence[Row], said: Sequence[Said], resamples: int
) -> dict[str, Any] | None:
    answers = said_of(name, said)
    return None if answers is None else binary(truth_of(name, rows), *answers, resamples=resamples)


def _measure_level(rows: Sequence[Row], said: Sequence[Said], resamples: int) -> dict[str, Any] | None:
    """Level 2 against the two others."""
    if any(one.urgency_level is None for one in said):
        return None
    given = np.array([one.urgency_level == 2 for one in said])
    return binary(
        np.array([row.urgency == 2 for row in rows]), given.astype(float), given, resamples=resamples
    )


def _measure_intent(rows: Sequence[Row], said: Sequence[Said], resamples: int) -> dict[str, Any] | None:
    """Over all rows: an intent where nobody asks for anything is a false alarm."""
    if not all(one.has_intents for one in said):
        return None
    truth = [row.intent or NO_INTENT for row in rows]
    return manifold(truth, [one.intent or NO_INTENT for one in said], INTENTS, resamples)


def _measure_sentiment(rows: Sequence[Row], said: Sequence[Said], resamples: int) -> dict[str, Any] | None:
    tones = [one.sentiment for one in said if one.sentiment is not None]
    if len(tones) < len(said):
        return None
    return manifold([row.sentiment for row in rows], tones, TONES, resamples)


def band_of(text: str) -> str:
    return BANDS[int(np.searchsorted(BAND_ENDS, len(text)))]


def measure_in_bands(
    name: str, rows: Sequence[Row], said: Sequence[Said], resamples: int
) -> dict[str, Any] | None:
    """AUC in each band of length, and over all pairs whose two rows lie in the same band: there length says little."""
    answers = said_of(name, said)
    if answers is None:
        return None
    truth, counts = truth_of(name, rows), draws(len(rows), resamples)
    bands: dict[str, Any] = {}
    right, pairs = np.zeros(len(counts)), np.zeros(len(counts))
    for band in BANDS:
        chosen = np.array([band_of(row.text) == band for row in rows])
        one, both = concordance(truth[chosen], answers[0][chosen], counts[:, chosen])
        right, pairs = right + one, pairs + both
        positives, total = int(truth[chosen].sum()), int(chosen.sum())
        known = min(positives, total - positives) >= FEWEST
        bands[band] = {
            "rows": total,
            "positives": positives,
            "auc": round(one[0] / both[0], 4) if known else None,
        }
    with np.errstate(invalid="ignore"):
        inside = interval(right / np.where(pairs > 0, pairs, np.nan)) if pairs[0] else None
    return {"bands": bands, "auc": inside.as_json() if inside else None}


def shares(right: Mapping[str, Sequence[bool]], resamples: int) -> dict[str, Any]:
    """For each group the share that is right, with its interval."""
    found: dict[str, Any] = {}
    for name, answers in right.items():
        counts = draws(len(answers), resamples)
        values = counts @ np.array(answers, dtype=float) / len(answers)
        found[name] = {"rows": len(answers), **interval(values).as_json()}
    return found
