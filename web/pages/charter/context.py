"""What the page of a charter is given: its clauses as a form, and every version that there was."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from services.contracts.triage import ClauseChange, ReplayBefore, ReplayModel
from web.pages.accounts.context import ClientHead
from web.pages.form import Form

Level = Literal["cautious", "ordinary", "strict", "exact"]
# From which probability on each is meant: whoever is cautious acts only on what is very likely.
LEVELS: dict[Level, float] = {"cautious": 0.85, "ordinary": 0.7, "strict": 0.5}


@dataclass(frozen=True)
class ClauseField:
    """One label as the form writes it; `percent` is the exact threshold, read where the level is exact.

    An empty `proposal` leaves a kind to its `family`. `error` is what is wrong with the threshold.
    """

    label: str
    proposal: str = ""
    level: Level = "ordinary"
    percent: str = "70"
    reason: str = "other"
    family: str = ""
    error: str = ""


@dataclass(frozen=True)
class PeriodForm(Form):
    """Which days are replayed, with which model, and compared with which charter."""

    first_day: str
    last_day: str
    model: ReplayModel | str = "as_assessed"
    before: ReplayBefore | str = "then"


@dataclass(frozen=True)
class CharterForm(Form):
    """`version` is the one that was changed, so that nobody writes over somebody else's."""

    version: int
    clauses: tuple[ClauseField, ...]
    period: PeriodForm
    allowed: str = ""


@dataclass(frozen=True)
class VersionRow:
    """`changed_by` is a name that people know; `restores` the version to which this one went back."""

    version: int
    changed_by: str
    changed_at: datetime
    changes: tuple[ClauseChange, ...]
    is_wording_changed: bool = False
    restores: int | None = None
    replay_id: UUID | None = None


@dataclass(frozen=True)
class CharterPage:
    """`draft_of` is the day on which the draft that is shown was replayed, None where the charter itself is shown."""

    template: ClassVar[str] = "charter/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("charter", "versions")

    client: ClientHead
    form: CharterForm
    versions: tuple[VersionRow, ...] = ()
    older: str | None = None
    draft_of: date | None = None
