"""Reporting, from memory: three messages a client and day asked for, of which one was hidden, and reports."""

from datetime import timedelta
from uuid import UUID

from starlette.responses import Response

from services.contracts import reporting
from services.contracts.values import Listed
from services.runtime.ids import new_id
from services.runtime.problems import NotFound
from tests.web.fakes.agency import NOW, Agency
from tests.web.fakes.server import Call, FakeServer

POLICY = "default-src 'none'; style-src 'sha256-abc'"


class FiguresAnswers:
    """`reports` are by id with their client; `frozen` says which of them each key stands for."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        self.reports: dict[UUID, tuple[UUID, reporting.Report]] = {}
        self.frozen: dict[str | None, UUID] = {}

    def read_metrics(self, call: Call) -> reporting.Metrics:
        client = self.agency.clients[call.client()]
        return make_metrics(client.slug, call.query)

    def freeze_report(self, call: Call) -> reporting.Report:
        client = self.agency.clients[call.client()]
        if call.key not in self.frozen:
            query = reporting.MetricsQuery(**{"from": call.body.since, "to": call.body.until})
            figures = make_metrics(client.slug, query)
            report = reporting.Report(
                **{"from": query.since, "to": query.until},
                id=new_id(),
                client=client.slug,
                client_name=client.name,
                number=len(self.reports) + 1,
                title=f"{client.name}, novembre 2026",
                is_complete=False,
                frozen_at=NOW,
                frozen_by=call.caller.subject,
                by="day",
                time_zone="Europe/Paris",
                summary="Un mois calme.",
                metrics=figures.metrics,
                before=figures,
                networks=[],
            )
            self.reports[report.id] = (client.id, report)
            self.frozen[call.key] = report.id
        return self.reports[self.frozen[call.key]][1]

    def list_reports(self, call: Call) -> Listed[reporting.ReportHead]:
        client = call.client()
        found = [report for owner, report in self.reports.values() if owner == client]
        names = reporting.ReportHead.model_fields
        heads = [
            reporting.ReportHead(
                **{"from": one.since, "to": one.until},
                **{name: getattr(one, name) for name in names if name not in {"since", "until"}},
            )
            for one in found
        ]
        return Listed(items=heads)

    def get_report(self, call: Call) -> Response:
        found = self.reports.get(UUID(call.path["report"]))
        if found is None or found[0] != call.client():
            raise NotFound
        headers = {"content-security-policy": POLICY, "x-internal": "between us"}
        return Response(f"<h1>{found[1].title}</h1>", headers=headers, media_type="text/html")


def furnish_figures(server: FakeServer, agency: Agency) -> None:
    answers = FiguresAnswers(agency)
    server.serve(reporting.READ_METRICS, answers.read_metrics)
    server.serve(reporting.FREEZE_REPORT, answers.freeze_report)
    server.serve(reporting.LIST_REPORTS, answers.list_reports)
    server.serve(reporting.GET_REPORT, answers.get_report)


def make_metrics(slug: str, query: reporting.MetricsQuery) -> reporting.Metrics:
    starts = [query.since + timedelta(days=n) for n in range((query.until - query.since).days)]

    def metric(name: reporting.MetricName, first: float | None, rest: float | None) -> reporting.Metric:
        values = [first, *(rest for _ in starts[1:])]
        return reporting.Metric(
            metric=name,
            unit="items",
            definition=f"Ce que compte {name}.",
            network=None,
            total=first,
            points=[
                reporting.Point(start=start, value=value) for start, value in zip(starts, values, strict=True)
            ],
        )

    decisions = metric("decisions", 1, 0)
    group = reporting.DecisionGroup(kind="hide", reason="insult", total=1, points=decisions.points)
    return reporting.Metrics(
        **{"from": query.since, "to": query.until},
        client=slug,
        by=query.by,
        time_zone="Europe/Paris",
        metrics=[
            metric("items_received", 3, 0),
            reporting.DecisionsMetric(**dict(decisions), groups=[group]),
            metric("replies_published", 2, 0),
            metric("first_response_median", 2_280, None),
            metric("first_response_p90", 7_800, None),
            metric("questions_answered_share", 0.5, None),
        ],
    )
