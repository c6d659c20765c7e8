"""What calls cost, in millionths of a euro, so that a day's sum is exact; a call is let go only where the most that
it can cost still fits.
"""

from dataclasses import dataclass
from math import ceil

from services.triage.opinion.domain.answer import Usage
from services.triage.opinion.domain.question import MOST_TOKENS_OUT, Question


@dataclass(frozen=True, slots=True)
class Prices:
    """Euros for a million tokens, which is millionths of a euro for one."""

    tokens_in: float
    tokens_out: float

    def cost(self, usage: Usage) -> int:
        return ceil(usage.tokens_in * self.tokens_in + usage.tokens_out * self.tokens_out)

    def most(self, question: Question) -> int:
        return self.cost(Usage(question.most_tokens_in, MOST_TOKENS_OUT))


@dataclass(frozen=True, slots=True)
class Left:
    """What a client's day still has."""

    calls: int
    micro_euros: int

    def allows(self, cost: int) -> bool:
        return self.calls >= 1 and self.micro_euros >= cost

    def after(self, cost: int) -> "Left":
        return Left(self.calls - 1, self.micro_euros - cost)
