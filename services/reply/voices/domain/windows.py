"""Which undo windows there may be, and which one counts."""

from collections.abc import Mapping
from datetime import timedelta

DEFAULT = "default"
DEFAULT_SECONDS = 15
LONGEST_SECONDS = 3_600


def wrong_windows(undo_seconds: Mapping[str, int]) -> list[str]:
    """Return the networks whose window is negative or longer than an hour."""
    return [network for network, seconds in undo_seconds.items() if not 0 <= seconds <= LONGEST_SECONDS]


def undo_window(undo_seconds: Mapping[str, int], network: str) -> timedelta:
    """Return the network's window, else the client's default, else 15 seconds."""
    seconds = undo_seconds.get(network, undo_seconds.get(DEFAULT, DEFAULT_SECONDS))
    return timedelta(seconds=seconds)
