"""Use cases of second opinions, for its own routes and jobs and for the other rooms."""

from services.triage.opinion.service.asking import OPINION, Call, begin, finish, want
from services.triage.opinion.service.reading import get_setting, look_up, set_setting

__all__ = ["OPINION", "Call", "begin", "finish", "get_setting", "look_up", "set_setting", "want"]
