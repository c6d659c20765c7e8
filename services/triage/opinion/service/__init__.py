"""Use cases of second opinions, for its own routes and jobs and for the other rooms."""

from services.triage.opinion.service.asking import OPINION, Call, Worded, begin, finish, list_waiting, want
from services.triage.opinion.service.reading import get_setting, look_up, set_setting

__all__ = [
    "OPINION",
    "Call",
    "Worded",
    "begin",
    "finish",
    "get_setting",
    "list_waiting",
    "look_up",
    "set_setting",
    "want",
]
