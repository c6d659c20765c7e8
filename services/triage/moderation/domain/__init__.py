"""Rules and values of moderation: decisions, and the charter from which they are proposed."""

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
    "ON_ITS_WAY",
    "Made",
    "Settlement",
    "acts_for",
    "choose_act",
    "may_settle",
    "settlement_of",
]
