"""The portal's figures of one client's month at two sizes a hundred-fold apart.

A tenth of the items is decided upon and a tenth answered, each in a conversation of its own.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from infra.bench.figures import Figure
from infra.bench.growth import Growth, Question
from services.contracts.ingest import Client
from services.contracts.reporting import MetricsQuery, NewReport
from services.reporting.facts.domain.percentiles import BANDS
from services.reporting.metrics.service import read_metrics
from services.reporting.reports.page import render
from services.reporting.reports.service import freeze
from services.reporting.settings import ReportingSettings
from services.runtime.db.unit import Unit

CLIENT = Client(
    id=UUID(int=1),
    slug="gazette",
    name="La Gazette",
    time_zone="Europe/Paris",
    colour=0,
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)
MONTH = {"from": date(2026, 10, 1), "to": date(2026, 11, 1)}
ROWS = 1_000_000

# Four networks of unequal size, five reasons, and seconds that spread over three days as response times do.
_MADE = (
    "create temporary table made as select n, gen_random_uuid() as id, date '2026-10-01' + n / 7 % 31 as day, "
    "(array['facebook', 'facebook', 'facebook', 'wordpress', 'wordpress', 'instagram', 'email'])[1 + n % 7] as network "
    "from generate_series(1, :rows) as n"
)
_FILL = (
    _MADE,
    "insert into reporting.message (client_id, item_id, network, day, is_question, is_answered) "
    "select ':client', id, network, day, n % 5 = 0, n % 10 = 0 from made",
    "insert into reporting.decision (client_id, decision_id, network, day, kind, reason) "
    "select ':client', id, network, day, case when n % 3 = 0 then 'hide' else 'approve' end, "
    "(array['insult', 'hate', 'spam', 'off_topic', 'other'])[1 + n % 5] from made where n % 10 = 3",
    "insert into reporting.reply (client_id, reply_id, item_id, network, day, published_at, conversation_id, "
    "first_inbound_at, asked_as, response_seconds) select ':client', id, id, network, day, day + time '12:00', id, "
    "day + time '11:00', 1, 60 * exp(8 * random()) from made where n % 10 = 0",
    "update reporting.reply set band = width_bucket(response_seconds, array[:bands]::double precision[])",
    "insert into reporting.tally (client_id, day, network, figure, kind, reason, count) "
    "select client_id, day, network, 'responses', band, '', count(*) from reporting.reply "
    "group by client_id, day, network, band",
    "insert into reporting.tally (client_id, day, network, figure, kind, reason, count) "
    "select ':client', day, network, figure, '', '', count(*) from made, lateral (values ('received', true), "
    "('questions', n % 5 = 0), ('questions_answered', n % 10 = 0), ('replies', n % 10 = 0)) as f(figure, holds) "
    "where holds group by day, network, figure",
    "insert into reporting.tally (client_id, day, network, figure, kind, reason, count) "
    "select client_id, day, network, 'decisions', kind, reason, count(*) from reporting.decision "
    "group by client_id, day, network, kind, reason",
)


def measure(rows: int = ROWS) -> Iterator[Figure]:
    """How long figures of a month with that many items take, and a report of it."""
    asked = questions()
    return Growth(
        subject="a month",
        settings=ReportingSettings,
        clients=[CLIENT.id],
        tables=("message", "decision", "reply", "tally", "report"),
        filling=filling,
        questions=asked,
        goals=dict.fromkeys(asked, 50.0) | {"freeze and print a report": 1_000},
    ).figures(rows)


def filling(items: int) -> Iterator[str]:
    # Bind parameters have no type in a statement that defines a table, so the values are written in.
    for statement in _FILL:
        filled = statement.replace(":client", str(CLIENT.id)).replace(":rows", str(items))
        yield filled.replace(":bands", ",".join(map(str, BANDS)))


def questions() -> dict[str, Question]:
    def metrics(**query: Any) -> Question:
        return lambda unit: read_metrics(unit, CLIENT, MetricsQuery(**MONTH, **query))

    async def report(unit: Unit) -> object:
        return render(await freeze(unit, CLIENT, NewReport(**MONTH)))

    return {
        "all metrics by day": metrics(),
        "all metrics by month": metrics(by="month"),
        "one network by day": metrics(network=["facebook"]),
        "four networks by day": metrics(network=["facebook", "wordpress", "instagram", "email"]),
        "counts by day": metrics(metric=["items_received", "decisions", "replies_published"]),
        "median by day": metrics(metric=["first_response_median"]),
        "freeze and print a report": report,
    }
