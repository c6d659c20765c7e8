"""Use cases of moderation, for its own routes and jobs and for the other rooms."""

from services.triage.moderation.service.decisions import (
    ASKING,
    decide,
    find_asked,
    look_up_decisions,
    note_asked,
    read_decisions,
    settle,
)

__all__ = [
    "ASKING",
    "decide",
    "find_asked",
    "look_up_decisions",
    "note_asked",
    "read_decisions",
    "settle",
]
