"""Which messages go to people all the same, and when their word stops the rule.

Two bets against "the rule keeps its limit", each with half a coin. One is on the random share that nobody acted on:
people decide about these as about any other. The other is on all acts: whoever is reversed was wrong, and counting
those that nobody reversed as right can only make the rule look better. Their mean is a fair game too, so by Ville's
inequality a rule that keeps its limit is ever stopped with a chance of at most RISK (see betting).
"""

from dataclasses import dataclass
from hashlib import sha256
from math import exp
from uuid import UUID

from services.triage.automation.domain.betting import evidence_above, lowest_rate

RISK = 0.05
_NEVER_ABOVE = 700.0  # exp of more does not fit a float


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of a rule since it was switched on: messages audited and errors in them, acts and reversals."""

    audited: int = 0
    errors: int = 0
    acts: int = 0
    reversals: int = 0

    def breaks(self, limit: float) -> bool:
        """Whether it is shown that the rule exceeds its limit."""
        return self.coins(limit) >= 1 / RISK

    def coins(self, limit: float) -> float:
        audited = evidence_above(self.audited, self.errors, limit)
        acted = evidence_above(self.acts, self.reversals, limit)
        return (exp(min(audited, _NEVER_ABOVE)) + exp(min(acted, _NEVER_ABOVE))) / 2

    @property
    def bound(self) -> float:
        """The lowest error rate that is left open, by the stronger of the two bets."""
        pairs = ((self.audited, self.errors), (self.acts, self.reversals))
        return max(lowest_rate(count, errors, RISK / 2) for count, errors in pairs)


def is_audited(rule: UUID, item: UUID, share: float) -> bool:
    """Whether a message belongs to the random share that goes to people; the same one always does."""
    drawn = int.from_bytes(sha256(rule.bytes + item.bytes).digest()[:8], "big")
    return drawn < share * 2**64
