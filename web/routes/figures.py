"""What happened in a period, in counts."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.contracts.ingest import Client
from services.contracts.reporting import LIST_COUNTS, Counts, CountsQuery, DayCounts
from web.answers import show_page
from web.around import full_frame
from web.pages.desk.queue import ClientChoice
from web.pages.figures.chart import draw_chart
from web.pages.figures.context import DayRow, Figures
from web.rendering import paths
from web.seat import Seat, SeatDep

router = APIRouter()
USUAL = timedelta(days=30)
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Period:
    """`until` is excluded."""

    since: date
    until: date

    @property
    def before(self) -> "Period":
        """The period of the same length that ends where this one begins."""
        return Period(self.since - (self.until - self.since), self.since)

    def query(self, client: Client | None) -> CountsQuery:
        return CountsQuery(since=self.since, until=self.until, client=client.id if client else None)


@router.get(paths.FIGURES)
async def show_figures(
    request: Request, seat: SeatDep, client: str = "", since: str = "", until: str = ""
) -> Response:
    chosen = seat.client_called(client) if client else None
    period = _choose_period(since, until, _today(seat))
    now, before, frame = await asyncio.gather(
        seat.ask(LIST_COUNTS, query=period.query(chosen)),
        seat.ask(LIST_COUNTS, query=period.before.query(chosen)),
        full_frame(request, seat, "figures"),
    )
    return show_page(request, _page(seat, chosen, period, now, before), frame)


def _page(seat: Seat, client: Client | None, period: Period, now: Counts, before: Counts) -> Figures:
    days = _sum_days(period, now.days)
    return Figures(
        since=period.since,
        until=period.until,
        clients=tuple(ClientChoice(one.slug, one.name) for one in seat.clients.values()),
        totals=now.totals,
        before=before.totals,
        days=days,
        chart=draw_chart([(row.day, row.received, row.hidden) for row in days]),
        client=ClientChoice(client.slug, client.name) if client else None,
    )


def _sum_days(period: Period, counts: Sequence[DayCounts]) -> tuple[DayRow, ...]:
    """Return every day of the period, also those on which nothing happened; none when nothing ever did."""
    if not counts:
        return ()
    by_day: dict[date, list[DayCounts]] = defaultdict(list)
    for count in counts:
        by_day[count.day].append(count)
    days = (period.since + timedelta(days=n) for n in range((period.until - period.since).days))
    return tuple(
        DayRow(
            day,
            sum(one.items_received for one in by_day[day]),
            sum(one.replies_published for one in by_day[day]),
            sum(one.hidden for one in by_day[day]),
        )
        for day in days
    )


def _choose_period(since: str, until: str, today: date) -> Period:
    """Read the form's days, of which the last is included; what cannot be a period becomes the last 30 days."""
    first, last = _read_day(since), _read_day(until)
    if first is None or last is None or first > last or last - first >= LONGEST:
        return Period(today - USUAL + timedelta(days=1), today + timedelta(days=1))
    return Period(first, last + timedelta(days=1))


def _read_day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Far from the edges of the calendar, so that the period before exists as well.
    return day if 1970 < day.year < 9000 else None


def _today(seat: Seat) -> date:
    return seat.workplace.runtime.clock.now().astimezone(ZoneInfo(seat.person.time_zone)).date()
