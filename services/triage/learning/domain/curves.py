"""Between which bounds a share lies of which a few were seen."""

from math import sqrt

_STEPS = 1.96  # standard errors, for 95 % on both sides


def interval(agreed: int, words: int) -> tuple[float, float]:
    """Wilson's interval: it holds for few words and for shares near 0 and 1, where the usual one does not."""
    share, squared = agreed / words, _STEPS**2
    middle = share + squared / (2 * words)
    reach = _STEPS * sqrt(share * (1 - share) / words + squared / (4 * words**2))
    scale = 1 + squared / words
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
