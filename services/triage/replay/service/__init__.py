"""Use cases of replays, for their own routes and jobs and for the other rooms."""

from services.triage.replay.service.reading import get_replay, list_changes, list_replays
from services.triage.replay.service.running import Page, Read, begin_page, take_page
from services.triage.replay.service.starting import (
    FORGETTING,
    REPLAYING,
    adopt_replay,
    cancel_replay,
    forget_replay,
    start_replay,
)

__all__ = [
    "FORGETTING",
    "REPLAYING",
    "Page",
    "Read",
    "adopt_replay",
    "begin_page",
    "cancel_replay",
    "forget_replay",
    "get_replay",
    "list_changes",
    "list_replays",
    "start_replay",
    "take_page",
]
