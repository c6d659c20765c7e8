"""How far the month has been played: a small file that survives a kill, and that the workplace reads as well."""

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from services.contracts.values import Time

TRIES = 3


class Progress(BaseModel):
    """`now` is when the month ends, said once; `done` of `total` happenings are over.

    A month is declined where the agency has clients of its own, and given up when it was begun three times without
    getting on: `tries` counts the beginnings since the last happening.
    """

    model_config = ConfigDict(frozen=True)

    now: Time
    state: Literal["new", "playing", "played", "declined", "given_up"] = "new"
    done: int = 0
    total: int = 0
    tries: int = 0

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_over(self) -> bool:
        return self.state in {"played", "declined", "given_up"}

    @classmethod
    def read(cls, var: Path) -> Self | None:
        """None where no month was begun, or where nobody can tell."""
        try:
            return cls.model_validate_json(place(var).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def changed(self, var: Path, **changes: object) -> Self:
        """Return it with the changes, once they stand in the file; who reads that sees the one or the other."""
        changed, path = self.model_copy(update=changes), place(var)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".next")
        draft.write_text(changed.model_dump_json())
        draft.replace(path)
        return changed


def place(var: Path) -> Path:
    return var / "demo" / "month.json"


def is_to_be_played(var: Path) -> bool:
    """Whether a start has a month to begin or to go on with."""
    progress = Progress.read(var)
    return progress is None or not progress.is_over
