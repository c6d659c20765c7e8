"""The one source of the time of day, so that tests can move it for every process at once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path


@dataclass(slots=True)
class Clock:
    """The system's clock, moved by as many seconds as `moved_by_file` says (nothing without a file).

    Every process reads the same file, so a test or the demo moves all of them by writing one number.
    """

    moved_by_file: Path | None = None

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset()

    def _offset(self) -> timedelta:
        if self.moved_by_file is None:
            return timedelta()
        try:
            return timedelta(seconds=float(self.moved_by_file.read_text()))
        except (FileNotFoundError, ValueError):
            # The writer replaces the file; between two versions the time is simply not moved.
            return timedelta()

    def move(self, by: timedelta) -> None:
        """Set how far the clock stands from the system's; atomically, for every process that shares the file."""
        if self.moved_by_file is None:
            raise RuntimeError("this clock has no file, so it cannot be moved")
        draft = self.moved_by_file.with_suffix(".next")
        draft.write_text(str(by.total_seconds()))
        draft.replace(self.moved_by_file)
