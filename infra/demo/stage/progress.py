"""How far the month has been played: a small file that survives a kill, and that the workplace reads as well."""

from datetime import datetime
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from services.contracts.values import Time


class Progress(BaseModel):
    """`now` is when the month ends, said once; `done` of `total` happenings are over.

    A month is declined where the agency has clients of its own, and given up when it failed again and again.
    """

    model_config = ConfigDict(frozen=True)

    now: Time
    state: Literal["playing", "played", "declined", "given_up"] = "playing"
    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @classmethod
    def read(cls, var: Path) -> Self | None:
        """None where no month was begun, or where nobody can tell."""
        try:
            return cls.model_validate_json(place(var).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def write(self, var: Path) -> None:
        """Replace the file at once, so that who reads it sees the one or the other."""
        path = place(var)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".next")
        draft.write_text(self.model_dump_json())
        draft.replace(path)


def place(var: Path) -> Path:
    return var / "demo" / "month.json"


def is_to_be_played(var: Path) -> bool:
    """Whether a start has a month to begin or to go on with."""
    progress = Progress.read(var)
    return progress is None or progress.state == "playing"


def begun(now: datetime, total: int) -> Progress:
    return Progress(now=now, total=total)
