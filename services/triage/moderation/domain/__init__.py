"""Rules and values of moderation: decisions, and the charter from which they are proposed."""

from services.triage.moderation.domain.charter import (
    DEFAULT,
    Held,
    Proposing,
    corrected,
    differences,
    is_more_severe,
)
from services.triage.moderation.domain.decisions import (
    ON_ITS_WAY,
    Made,
    Settlement,
    acts_for,
    choose_act,
    may_settle,
    settlement_of,
)

__all__ = [
    "DEFAULT",
    "ON_ITS_WAY",
    "Held",
    "Made",
    "Proposing",
    "Settlement",
    "acts_for",
    "choose_act",
    "corrected",
    "differences",
    "is_more_severe",
    "may_settle",
    "settlement_of",
]
