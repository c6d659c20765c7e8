"""How far two annotators agree beyond chance, for every label, on all rows: a model cannot be asked for more."""

from collections.abc import Mapping, Sequence
from typing import Literal

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score

from infra.eval.frozen import Opinion
from infra.eval.rows import LABELS, Row
from services.triage.scoring.outputs import TONES

Figures = Mapping[str, float | None]


def agreements(rows: Sequence[Row], second: Sequence[Opinion]) -> dict[str, Figures]:
    """For each label, and for intent, sentiment and the level of urgency, what both annotators said of all rows."""
    found = {
        name: agreement([name in row.names for row in rows], [name in one.names for one in second])
        for name in LABELS
    }
    found["urgency_level"] = agreement(
        [row.urgency for row in rows], [one.urgency for one in second], is_ordered=True
    )
    places: dict[str, int] = {tone: index for index, tone in enumerate(TONES)}
    found["sentiment"] = agreement(
        [places[row.sentiment] for row in rows], [places[one.sentiment] for one in second]
    )
    names = sorted({row.intent or "" for row in rows} | {one.intent or "" for one in second})
    found["intent"] = agreement(
        [names.index(row.intent or "") for row in rows], [names.index(one.intent or "") for one in second]
    )
    return found


def agreement(first: Sequence[int], second: Sequence[int], *, is_ordered: bool = False) -> Figures:
    """Share of rows with the same answer, Cohen's kappa (quadratic weights where the answers have an order) and
    Krippendorff's alpha; None where one answer alone was ever given and chance cannot be told from agreement.
    """
    one, other = np.array(first, dtype=int), np.array(second, dtype=int)
    figures: dict[str, float | None] = {
        "first": int((one > 0).sum()),
        "second": int((other > 0).sum()),
        "same": round(float((one == other).mean()), 3),
        "kappa": None,
        "alpha": None,
    }
    if len({*first, *second}) > 1:
        level: Literal["ordinal", "nominal"] = "ordinal" if is_ordered else "nominal"
        figures["kappa"] = round(
            float(cohen_kappa_score(one, other, weights="quadratic" if is_ordered else None)), 3
        )
        figures["alpha"] = round(
            float(krippendorff.alpha(np.stack([one, other]), level_of_measurement=level)), 3
        )
    return figures
