"""Fitting a client's layer and comparing it with what stands, label by label, on words that it has not seen.

The older words teach; the newest decide. A head stands only where the middle of its gain in log loss over the newest
words is more than noise would give once in a hundred comparisons, and where it agrees with people no less often. Where
some messages were left as they were shown, it must also put right more than it breaks.
"""

from collections.abc import Mapping, Sequence

from services.triage.scoring.choosing import refit_choice
from services.triage.scoring.domain.layers import Chosen, General, OwnLayer, Refit, Taught
from services.triage.scoring.labelling import refit_label
from services.triage.scoring.layer import choices_of, heads_of, rows_of, to_bytes
from services.triage.scoring.lessons import missing_of
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.words import words_of


def refit(
    texts: Sequence[str],
    general: General,
    taught: Mapping[str, Taught | Chosen],
    standing: OwnLayer | None,
) -> Refit:
    """Fit each label and choice of which enough was said, and let stand what is better than what stood.

    `general` is what the general model says of each text, and `standing` the layer that stands on it now.
    """
    rows = rows_of([words_of(Normalised(text).text) for text in texts])
    before = (heads_of(standing), choices_of(standing)) if standing is not None else ({}, {})
    heads, choices = dict(before[0]), dict(before[1])
    figures = {}
    for name, said in taught.items():
        found = missing_of(said)
        if found is None and isinstance(said, Taught):
            found = refit_label(rows, general, said, name, heads)
        elif found is None and isinstance(said, Chosen):
            found = refit_choice(rows, general, said, name, choices)
        if found is not None:
            figures[name] = found
    is_other = _is_other(before[0], heads) or _is_other(before[1], choices)
    return Refit(to_bytes(heads, choices) if is_other else None, figures)


def _is_other(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    return any(after.get(name) is not before.get(name) for name in {*after, *before})
