"""What happened at a client in a period, and the reports that keep it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from services.contracts.figures import Figures as FiguresRead
from services.contracts.ingest import Client
from services.contracts.reporting import (
    FREEZE_REPORT,
    GET_REPORT,
    LIST_REPORTS,
    READ_METRICS,
    Metrics,
    MetricsQuery,
    NewReport,
    ReportHead,
)
from services.contracts.values import Listed, Paging
from services.runtime.problems import Invalid
from web.answers import go, show_page
from web.around import client_choices, full_frame
from web.pages.desk.queue import ClientChoice
from web.pages.figures.chart import draw_chart
from web.pages.figures.context import Figures, ReportRow
from web.pages.figures.reading import days_of, definitions_of, reasons_of, totals_of
from web.rendering import paths
from web.seat import LeadDep, Seat, SeatDep

router = APIRouter()
USUAL = timedelta(days=30)
LONGEST = timedelta(days=366)
REPORTS_SHOWN = 12
# What of a service's page a browser is told; the rest of its headers is between the two of us.
PASSED_ON = ("content-type", "content-security-policy")


@dataclass(frozen=True, slots=True)
class Period:
    """`until` is excluded."""

    since: date
    until: date

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The period of the same length that ends where this one begins."""
        return Period(self.since - (self.until - self.since), self.since)

    def query(self) -> MetricsQuery:
        return MetricsQuery(**{"from": self.since, "to": self.until})


@router.get(paths.FIGURES)
async def show_figures(
    request: Request,
    seat: SeatDep,
    client: str = "",
    since: str = "",
    until: str = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Without a client, the first of the person's."""
    chosen = seat.client_or_first(client)
    period = _choose_period(since, until, _today(seat, chosen))
    of_client = {"client": chosen.id}
    now, before, reports, frame = await asyncio.gather(
        seat.ask(READ_METRICS, path=of_client, query=period.query()),
        seat.ask(READ_METRICS, path=of_client, query=period.before.query()),
        seat.ask(LIST_REPORTS, path=of_client, query=Paging(limit=REPORTS_SHOWN, cursor=cursor)),
        full_frame(request, seat, "figures"),
    )
    page = _page(seat, chosen, period, now, before, reports)
    is_asked = not (since or until) or (since, until) == (str(period.since), str(period.last_day))
    return show_page(request, replace(page, has_other_days=not is_asked), frame)


@router.post("/clients/{client}/reports")
async def freeze_report(
    request: Request,
    seat: LeadDep,
    client: str,
    since: Annotated[str, Form()] = "",
    until: Annotated[str, Form()] = "",
    key: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Freeze the period of the page, whose last day the form includes."""
    chosen = seat.client_called(client)
    period = _choose_period(since, until, _today(seat, chosen))
    body = NewReport(**{"from": period.since, "to": period.until})
    notice = "report_frozen"
    try:
        await seat.ask(FREEZE_REPORT, path={"client": chosen.id}, body=body, key=key or uuid4().hex)
    except Invalid:
        notice = "report_refused"
    return go(request, paths.figures(chosen.slug, period.since, period.last_day), notice)


@router.get("/clients/{client}/reports/{report}")
async def show_report(seat: SeatDep, client: str, report: UUID) -> Response:
    """Pass on the page as reporting prints it: what the client reads with a key is what staff see."""
    chosen = seat.client_called(client)
    page = await seat.fetch(GET_REPORT, path={"client": chosen.id, "report": report}, accept="text/html")
    headers = {name: page.headers[name] for name in PASSED_ON if name in page.headers}
    return Response(page.content, headers=headers)


def _page(
    seat: Seat,
    client: Client,
    period: Period,
    now: Metrics,
    before: Metrics,
    reports: Listed[ReportHead],
) -> Figures:
    figures = FiguresRead.of(now.metrics)
    days = days_of(figures)
    older = paths.figures(client.slug, period.since, period.last_day, reports.next) if reports.next else None
    return Figures(
        since=period.since,
        until=period.until,
        clients=client_choices(seat),
        client=ClientChoice(client.slug, client.name),
        totals=totals_of(figures),
        before=totals_of(FiguresRead.of(before.metrics)),
        days=days,
        reasons=reasons_of(figures),
        chart=draw_chart([(row.day, row.received, row.withdrawn) for row in days]),
        definitions=definitions_of(figures),
        reports=tuple(_row(one) for one in reports.items),
        older_reports=older,
        key=uuid4().hex if seat.person.keeps_settings else "",
    )


def _row(head: ReportHead) -> ReportRow:
    return ReportRow(
        report_id=head.id,
        number=head.number,
        title=head.title,
        since=head.since,
        last_day=head.until - timedelta(days=1),
        frozen_at=head.frozen_at,
        is_complete=head.is_complete,
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
    # Within what reporting takes, so that the period before exists as well.
    return day if 1971 < day.year < 8999 else None


def _today(seat: Seat, client: Client) -> date:
    return seat.workplace.runtime.clock.now().astimezone(ZoneInfo(client.time_zone)).date()
