"""Evidence about an error rate that stays valid however often it is looked at.

A rule's figures are computed anew every night and after every fifty decisions. An exact bound for one look
(Clopper-Pearson) is broken by such peeking, so errors are counted by a bet: a fair game against the hypothesis that
starts with one coin. Ville's inequality (1939): if the hypothesis is true, the chance that the game *ever* holds 1/δ
coins is at most δ. Bets on several rates at once are Robbins' method of mixtures (1970); for bounded means see
Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting" (2024).
"""

from collections.abc import Callable, Sequence
from math import exp, inf, log, log1p

# Where the bet against "errors are at least α" puts its coin: rates as shares of α, and how much on each. Much lies
# on no error at all, which is what a useful rule shows.
_BELOW = ((0.0, 0.4), (0.1, 0.15), (0.25, 0.15), (0.5, 0.2), (0.75, 0.1))
# Where the bet against "errors are at most α" puts it: rates as shares of the way from α to 1, evenly.
_ABOVE = tuple((share, 0.2) for share in (0.02, 0.05, 0.1, 0.25, 0.5))
_STEPS = 60  # halvings of an interval of length 1, more than a float can tell apart


def evidence_below(count: int, errors: int, rate: float) -> float:
    """The log of the coins won against "at least `rate` of them are errors" by `errors` in `count`."""
    return _win(count, errors, rate, [(share * rate, weight) for share, weight in _BELOW])


def evidence_above(count: int, errors: int, rate: float) -> float:
    """The log of the coins won against "at most `rate` of them are errors"."""
    return _win(count, errors, rate, [(rate + share * (1 - rate), weight) for share, weight in _ABOVE])


def highest_rate(count: int, errors: int, risk: float) -> float:
    """An upper bound on the error rate: at all times at once it is too low with a chance of at most `risk`."""
    return _turn(lambda rate: evidence_below(count, errors, rate) < -log(risk))[1]


def lowest_rate(count: int, errors: int, risk: float) -> float:
    """A lower bound on the error rate: at all times at once it is too high with a chance of at most `risk`."""
    return _turn(lambda rate: evidence_above(count, errors, rate) >= -log(risk))[0]


def _turn(is_above: Callable[[float], bool]) -> tuple[float, float]:
    """Two rates as close as floats go, between which a condition that holds for small rates ceases to."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if is_above(middle):
            low = middle
        else:
            high = middle
    return low, high


def _win(count: int, errors: int, rate: float, bets: Sequence[tuple[float, float]]) -> float:
    """Each bet multiplies its coin by the ratio of what it and the hypothesis gave to what was seen."""
    if not 0 < rate < 1:
        return 0.0
    logs = [log(weight) + _ratio(count, errors, one, rate) for one, weight in bets]
    most = max(logs)
    return most + log(sum(exp(one - most) for one in logs))


def _ratio(count: int, errors: int, bet: float, rate: float) -> float:
    if errors and not bet:
        return -inf
    hit = errors * (log(bet) - log(rate)) if errors else 0.0
    return hit + (count - errors) * (log1p(-bet) - log1p(-rate))
