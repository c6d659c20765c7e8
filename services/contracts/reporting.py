"""Operations of reporting: what happened, in figures, and reports that keep them as they were."""

import re
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field

from services.contracts.operation import Operation
from services.contracts.triage import DecisionKind, DecisionReason
from services.contracts.values import Listed, Model, Paging, Text, Time

MetricName = Literal[
    "items_received",
    "decisions",
    "replies_published",
    "first_response_median",
    "first_response_p90",
    "questions_answered_share",
]
MetricUnit = Literal["items", "decisions", "replies", "seconds", "share"]
Step = Literal["day", "week", "month"]
NetworkName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


def _read_day(given: object) -> object:
    """Take a date as ISO 8601 writes it and nothing else: pydantic would also read seconds, as text or number."""
    is_written = isinstance(given, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", given, re.ASCII)
    if not is_written and not isinstance(given, date):
        raise ValueError("must be a date such as 2026-10-31")
    return given


# Far from the edges of the calendar, so that the period before and the day after exist as well.
Day = Annotated[date, BeforeValidator(_read_day), Field(ge=date(1970, 1, 1), lt=date(9000, 1, 1))]


class Span(Model):
    """Dates in the client's zone; `to` is excluded."""

    since: date = Field(alias="from")
    until: date = Field(alias="to")


class AskedSpan(Span):
    since: Day = Field(alias="from")
    until: Day = Field(alias="to")


class MetricsQuery(AskedSpan):
    """`metric` and `network` may repeat. Without networks each metric is of all of them together."""

    by: Step = "day"
    metric: list[MetricName] = Field(default_factory=list, max_length=50)
    network: list[NetworkName] = Field(default_factory=list, max_length=20)


class Point(Model):
    """The value of the part of the period that begins at `start`; null where nothing defines it."""

    start: date
    value: int | float | None


class DecisionGroup(Model):
    """The decisions of one kind and reason."""

    kind: DecisionKind
    reason: DecisionReason
    total: int
    points: list[Point]


class Metric(Model):
    """One figure of the whole period and of each part of it; `network` is null for all networks together.

    `definition` says in French what is counted, as the client's people read it.
    """

    metric: MetricName
    unit: MetricUnit
    definition: str
    network: str | None
    total: int | float | None
    points: list[Point]


class DecisionsMetric(Metric):
    """`groups` add up to the metric itself."""

    groups: list[DecisionGroup]


class Metrics(Span):
    """`client` is the client's slug."""

    client: str
    by: Step
    time_zone: str
    metrics: list[DecisionsMetric | Metric]


class NewReport(AskedSpan):
    """`title` is what stands above the report; without one it is the client's name and the period."""

    title: Text | None = Field(default=None, min_length=1, max_length=200, pattern=r"\S")


class ReportHead(Span):
    """What a list shows of a report. `number` counts from 1 for each client.

    `is_complete` is false for a report that was frozen before its period was over.
    """

    id: UUID
    client: str
    number: int
    title: str
    is_complete: bool
    frozen_at: Time
    frozen_by: str


class NetworkFigures(Model):
    """What a period brought from one network."""

    network: str
    items_received: int
    decisions: int
    replies_published: int


class Report(ReportHead):
    """Figures as they stood when the report was frozen; nothing that happens later changes them.

    `summary` is the opening paragraph. `before` are the figures of the period before, without points.
    """

    client_name: str
    by: Step
    time_zone: str
    summary: str
    metrics: list[DecisionsMetric | Metric]
    before: Metrics
    networks: list[NetworkFigures]


READ_METRICS = Operation(
    "reporting",
    "reporting.read_metrics",
    "GET",
    "/v1/clients/{client}/metrics",
    "reports:read",
    Metrics,
    query=MetricsQuery,
)
FREEZE_REPORT = Operation(
    "reporting",
    "reporting.freeze_report",
    "POST",
    "/v1/clients/{client}/reports",
    "reports:read",
    Report,
    body=NewReport,
    status=201,
)
LIST_REPORTS = Operation(
    "reporting",
    "reporting.list_reports",
    "GET",
    "/v1/clients/{client}/reports",
    "reports:read",
    Listed[ReportHead],
    query=Paging,
)
GET_REPORT = Operation(
    "reporting",
    "reporting.get_report",
    "GET",
    "/v1/clients/{client}/reports/{report}",
    "reports:read",
    Report,
)
