"""Personal data found against personal data there: a find counts when it overlaps a place of the same kind."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from infra.eval.measures import Floats, draws, interval
from infra.eval.rows import Place, Row
from infra.eval.said import Said
from services.triage.scoring.personal_data import KINDS


def measure_places(rows: Sequence[Row], said: Sequence[Said], resamples: int) -> dict[str, Any] | None:
    """F1 over all places (micro), its mean over kinds (macro), and for each kind."""
    found = [one.places for one in said if one.places is not None]
    if len(found) < len(said):
        return None
    counts = draws(len(rows), resamples)
    matched, there, given = _tallies(rows, found)
    by_kind = f1(counts @ matched, counts @ there, counts @ given)
    micro = f1((counts @ matched).sum(axis=1), (counts @ there).sum(axis=1), (counts @ given).sum(axis=1))
    has_kind = there.sum(axis=0) > 0
    return {
        "micro_f1": interval(micro).as_json(),
        "macro_f1": interval(by_kind[:, has_kind].mean(axis=1)).as_json() if has_kind.any() else None,
        "kinds": {
            kind: {
                "there": int(there[:, place].sum()),
                "given": int(given[:, place].sum()),
                "matched": int(matched[:, place].sum()),
                "f1": round(float(by_kind[0, place]), 4),
            }
            for place, kind in enumerate(KINDS)
        },
    }


def f1(matched: Floats, there: Floats, given: Floats) -> Floats:
    scores: Floats = 2 * matched / np.maximum(there + given, 1e-12)
    return scores


def _tallies(rows: Sequence[Row], found: Sequence[Sequence[Place]]) -> tuple[Floats, Floats, Floats]:
    """Matched, labelled and given places: a row for each message, a column for each kind."""
    matched, there, given = (np.zeros((len(rows), len(KINDS))) for _ in range(3))
    for line, (row, places) in enumerate(zip(rows, found, strict=True)):
        for column, kind in enumerate(KINDS):
            wanted, said = _of_kind(row.personal_data, kind), _of_kind(places, kind)
            there[line, column], given[line, column] = len(wanted), len(said)
            matched[line, column] = _matches(wanted, said)
    return matched, there, given


def _of_kind(places: Iterable[Place], kind: str) -> list[Place]:
    return [place for place in places if place.kind == kind]


def _matches(wanted: Sequence[Place], said: Sequence[Place]) -> int:
    """Each place is matched once, by the first find that overlaps it and has matched nothing yet."""
    free = list(said)
    for place in wanted:
        overlapping = [one for one in free if one.start < place.end and place.start < one.end]
        if overlapping:
            free.remove(overlapping[0])
    return len(said) - len(free)
