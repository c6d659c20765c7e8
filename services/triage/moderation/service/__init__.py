"""Use cases of moderation, for its own routes and jobs and for the other rooms."""

from services.triage.moderation.service.charters import (
    change_charter,
    list_charters,
    propose_on,
    read_charter,
    read_held,
    restore_charter,
)
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
    "change_charter",
    "decide",
    "find_asked",
    "list_charters",
    "look_up_decisions",
    "note_asked",
    "propose_on",
    "read_charter",
    "read_decisions",
    "read_held",
    "restore_charter",
    "settle",
]
