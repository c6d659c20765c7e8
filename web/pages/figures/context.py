"""What the page of figures is given: a period, its totals beside those of the one before, and its days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from services.contracts.reporting import Totals
from web.pages.desk.queue import ClientChoice
from web.pages.figures.chart import Chart


@dataclass(frozen=True)
class DayRow:
    """One day, summed over the clients shown."""

    day: date
    received: int
    published: int
    hidden: int


@dataclass(frozen=True)
class Figures:
    """`until` is excluded, as in the service; `client` None is all that the reader may see.

    `before` are the totals of the period of the same length that ends where this one begins.
    """

    template: ClassVar[str] = "figures/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("figures",)

    since: date
    until: date
    clients: tuple[ClientChoice, ...]
    totals: Totals
    before: Totals
    days: tuple[DayRow, ...]
    chart: Chart
    client: ClientChoice | None = None

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)
