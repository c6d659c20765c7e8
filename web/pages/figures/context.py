"""What the page of figures is given: a client's period beside the one before, its days, and the reports."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from services.contracts.triage import DecisionReason
from web.pages.desk.queue import ClientChoice
from web.pages.figures.chart import Chart


@dataclass(frozen=True)
class Totals:
    """The figures of one period; what nothing defines is None. `withdrawn` was hidden or deleted."""

    received: int = 0
    withdrawn: int = 0
    published: int = 0
    median: float | None = None
    p90: float | None = None
    answered_share: float | None = None


@dataclass(frozen=True)
class DayRow:
    day: date
    received: int
    published: int
    withdrawn: int
    median: float | None


@dataclass(frozen=True)
class ReasonRow:
    """How many messages were withdrawn for a reason, and which share of all that were."""

    reason: DecisionReason
    withdrawn: int
    share: float


@dataclass(frozen=True)
class ReportRow:
    """`last_day` is included, as people say it."""

    report_id: UUID
    number: int
    title: str
    since: date
    last_day: date
    frozen_at: datetime
    is_complete: bool


@dataclass(frozen=True)
class Definition:
    """What a figure counts, in the words of reporting."""

    metric: str
    words: str


@dataclass(frozen=True)
class Figures:
    """`until` is excluded, as in the service; `before` are the figures of the period that ends where this begins.

    `key` makes freezing by the same form twice one report; it is empty for who may not freeze any.
    `has_other_days` where the days that were asked for are no period, so that these are not they.
    """

    template: ClassVar[str] = "figures/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("figures",)

    since: date
    until: date
    clients: tuple[ClientChoice, ...]
    client: ClientChoice
    totals: Totals
    before: Totals
    days: tuple[DayRow, ...]
    reasons: tuple[ReasonRow, ...]
    chart: Chart
    definitions: tuple[Definition, ...]
    reports: tuple[ReportRow, ...] = ()
    older_reports: str | None = None
    key: str = ""
    has_other_days: bool = False

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)
