"""How far the month has been played: a small file that survives a kill, and that the workplace reads as well."""

from pathlib import Path
from typing import Self

from pydantic import ValidationError

from services.contracts.values import Time
from web.preparation import Month, month_file

TRIES = 3


class Progress(Month):
    """`now` is when the month ends, said once.

    A month is declined where the agency has clients of its own, and given up when it was begun three times without
    getting on: `tries` counts the beginnings since the last happening.
    """

    now: Time
    tries: int = 0

    @property
    def is_over(self) -> bool:
        return self.state in {"played", "declined", "given_up"}

    @classmethod
    def read(cls, var: Path) -> Self | None:
        """None where no month was begun, or where nobody can tell."""
        try:
            return cls.model_validate_json(month_file(var).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def changed(self, var: Path, **changes: object) -> Self:
        """Return it with the changes, once they stand in the file; who reads that sees the one or the other."""
        changed, path = self.model_copy(update=changes), month_file(var)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".next")
        draft.write_text(changed.model_dump_json())
        draft.replace(path)
        return changed


def is_to_be_played(var: Path) -> bool:
    """Whether a start has a month to begin or to go on with."""
    progress = Progress.read(var)
    return progress is None or not progress.is_over
