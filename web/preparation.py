"""How far the demo is in preparing its month, as it notes it in a file: the only thing that web knows of the demo."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError


class Month(BaseModel):
    """What web reads of the file."""

    state: Literal["new", "playing", "played", "declined", "given_up"]
    done: int
    total: int


def percent_prepared(var: Path) -> int | None:
    """None when nothing is being prepared, or where the file cannot be read."""
    try:
        month = Month.model_validate_json((var / "demo" / "month.json").read_bytes())
    except (OSError, ValidationError):
        return None
    if month.state != "playing":
        return None
    return 100 * month.done // max(month.total, 1)
