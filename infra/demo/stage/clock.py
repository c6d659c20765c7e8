"""The story's time of day: it stands still while something is done, and goes forward when the story does."""

from datetime import datetime

from services.runtime.clock import Clock


class StoryClock(Clock):
    """One for the services and the site of a stage, so that they never disagree."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def seconds(self) -> float:
        """Seconds since 1970, as the site counts."""
        return self._moment.timestamp()

    def go_on_to(self, moment: datetime) -> None:
        """Never back: what has happened lies behind."""
        self._moment = max(self._moment, moment)
