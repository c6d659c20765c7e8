"""Fitting of layers for callers that have not loaded numpy; what is heavy is imported when the first is fitted."""

from collections.abc import Mapping, Sequence

from services.triage.scoring.domain.layers import Chosen, General, OwnLayer, Refit, Taught


def fit_layer(
    texts: Sequence[str],
    general: General,
    taught: Mapping[str, Taught | Chosen],
    standing: OwnLayer | None,
) -> Refit:
    """Fit a client's layer on texts, what the general model says of each, and what people said."""
    from services.triage.scoring.refit import refit

    return refit(texts, general, taught, standing)
