"""What the pages of replays are given: those that there are, and what one of them came to."""

from dataclasses import dataclass
from typing import ClassVar

from services.contracts.triage import Replay, ReplayChange
from web.pages.accounts.context import ClientHead
from web.pages.charter.context import PeriodForm
from web.pages.form import Form
from web.rendering.spans import Segment


@dataclass(frozen=True)
class ReplayRow:
    """`asked_by` is a name that people know."""

    replay: Replay
    asked_by: str = ""


@dataclass(frozen=True)
class ChangeRow:
    """A message about which something else would be proposed, with its words cut at what is marked in them."""

    change: ReplayChange
    words: tuple[Segment, ...]


@dataclass(frozen=True)
class TrialForm(Form):
    """A rule that is tried: `bound` is its limit as it is written, or `exact` where `percent` is its threshold."""

    period: PeriodForm
    label: str = "toxic"
    act: str = "hide"
    network: str = ""
    bound: str = "0.05"
    percent: str = "90"


@dataclass(frozen=True)
class Replays:
    """`labels` and `networks` are those of which a rule may be tried, `limits` those that it may be given."""

    template: ClassVar[str] = "replay/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("replays",)

    client: ClientHead
    form: PeriodForm
    trial: TrialForm
    rows: tuple[ReplayRow, ...] = ()
    labels: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    limits: tuple[str, ...] = ("0.01", "0.02", "0.05", "0.1", "0.2")


@dataclass(frozen=True)
class ReplayPage:
    """`chosen` is the direction or agreement that narrows the list, empty for all; `error` says why a draft was not
    adopted.
    """

    template: ClassVar[str] = "replay/one.html"
    blocks: ClassVar[tuple[str, ...]] = ("replay",)

    client: ClientHead
    row: ReplayRow
    changes: tuple[ChangeRow, ...] = ()
    chosen: str = ""
    next_cursor: str | None = None
    error: str = ""
