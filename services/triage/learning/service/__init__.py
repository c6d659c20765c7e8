"""Use cases of learning, for its own routes and jobs and for the other rooms."""

from services.triage.learning.service.corrections import correct, keep_corrections, read_corrections
from services.triage.learning.service.fitting import FitLayer, fit
from services.triage.learning.service.layers import choose, find_layer
from services.triage.learning.service.noting import note_decision, note_replies
from services.triage.learning.service.refitting import (
    REFITTING,
    Begun,
    Fitted,
    ask_refit,
    begin,
    count_missing,
    end,
    forget_asking,
)
from services.triage.learning.service.telling import list_layers, read_learning
from services.triage.learning.service.voices import find_voices

__all__ = [
    "REFITTING",
    "Begun",
    "FitLayer",
    "Fitted",
    "ask_refit",
    "begin",
    "choose",
    "correct",
    "count_missing",
    "end",
    "find_layer",
    "find_voices",
    "fit",
    "forget_asking",
    "keep_corrections",
    "list_layers",
    "note_decision",
    "note_replies",
    "read_corrections",
    "read_learning",
]
