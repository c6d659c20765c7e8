"""How far the demo is in preparing its month: the file that says so, which the demo writes and web reads.

All that the two know of each other stands here; the demo keeps more in the file than web asks for.
"""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError


class Month(BaseModel):
    """`done` of `total` happenings are over."""

    model_config = ConfigDict(frozen=True)

    state: Literal["new", "playing", "played", "declined", "given_up"] = "new"
    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def month_file(var: Path) -> Path:
    return var / "demo" / "month.json"


def percent_prepared(var: Path) -> int | None:
    """None when nothing is being prepared, or where the file cannot be read."""
    try:
        month = Month.model_validate_json(month_file(var).read_bytes())
    except (OSError, ValidationError):
        return None
    return month.percent if month.state == "playing" else None
