"""The portal's figures at two sizes a hundred-fold apart: how long an answer takes, and whether growth is felt.

Run by hand: `python -m infra.bench.report --items 1000000`. It starts engines of its own in a new folder, fills the
tables with one client's month by generated rows, asks as the working role under row-level security, and removes
everything. A tenth of the items is decided upon and a tenth answered, each in a conversation of its own.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import create_async_engine

from infra.engines.pair import private_engines
from infra.run.migrate import migrate
from infra.run.operator import OperatorSettings
from services.contracts.ingest import Client
from services.contracts.reporting import MetricsQuery, NewReport
from services.reporting.facts.domain.percentiles import BANDS
from services.reporting.metrics.service import read_metrics
from services.reporting.reports.page import render
from services.reporting.reports.service import freeze
from services.reporting.settings import ReportingSettings
from services.runtime.context import Runtime, open_runtime
from services.runtime.db.roles import owner_url
from services.runtime.db.unit import Unit
from services.runtime.keyring import create_keys

CLIENT = Client(
    id=UUID(int=1),
    slug="gazette",
    name="La Gazette",
    time_zone="Europe/Paris",
    colour=0,
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)
MONTH = {"from": date(2026, 10, 1), "to": date(2026, 11, 1)}
ROUNDS = 60
PARTS = ("message", "decision", "reply", "tally", "report")

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
    "drop table made",
    "vacuum analyze",
)


async def fill(database_url: str, items: int) -> None:
    """Replace the tables' content by a month of that many items, as the owner."""
    engine = create_async_engine(owner_url(database_url), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for table in PARTS:
            # The owner, too, stands behind row-level security; for the time of filling it does not.
            await connection.exec_driver_sql(f"alter table reporting.{table} no force row level security")
            await connection.exec_driver_sql(f"truncate reporting.{table}")
        for statement in _FILL:
            # Bind parameters have no type in a statement that defines a table, so the values are written in.
            filled = statement.replace(":client", str(CLIENT.id)).replace(":rows", str(items))
            filled = filled.replace(":bands", ",".join(map(str, BANDS)))
            await connection.exec_driver_sql(filled)
        for table in PARTS:
            await connection.exec_driver_sql(f"alter table reporting.{table} force row level security")
    await engine.dispose()


def questions() -> dict[str, Callable[[Unit], Awaitable[object]]]:
    def metrics(**query: Any) -> Callable[[Unit], Awaitable[object]]:
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


async def measure(runtime: Runtime) -> dict[str, dict[str, float]]:
    """Median and 95th percentile in milliseconds, each in a unit of its own as a request has it."""
    return {name: await _time(runtime, ask) for name, ask in questions().items()}


async def _time(runtime: Runtime, ask: Callable[[Unit], Awaitable[object]]) -> dict[str, float]:
    taken = []
    for _ in range(1 + ROUNDS):
        started = time.perf_counter()
        async with runtime.database.unit([CLIENT.id], actor="bench") as unit:
            await ask(unit)
        taken.append((time.perf_counter() - started) * 1000)
    del taken[0]  # The first reads from disk what the others find in memory.
    return {"median": statistics.median(taken), "p95": statistics.quantiles(taken, n=20)[-1]}


async def run(
    var: Path, database_url: str, redis_url: str, sizes: Sequence[int]
) -> dict[int, dict[str, dict[str, float]]]:
    settings = ReportingSettings(var=var, database_url=database_url, redis_url=redis_url)
    figures = {}
    async with open_runtime(settings) as runtime:
        for size in sizes:
            await fill(database_url, size)
            figures[size] = await measure(runtime)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1_000_000)
    items: int = parser.parse_args().items
    with (
        tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder,
        private_engines(Path(folder), durable=False) as engines,
    ):
        create_keys(Path(folder) / "keys")
        migrate(engines.urls.database_url, OperatorSettings(var=Path(folder)).secret())
        sizes = (items // 100, items)
        figures = asyncio.run(run(Path(folder), engines.urls.database_url, engines.urls.redis_url, sizes))
    machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version()}
    print(json.dumps({"machine": machine, "rounds": ROUNDS}))
    print(f"{'milliseconds':28}" + "".join(f"{size:>12,} median / p95" for size in sizes) + "   growth")
    for name in questions():
        small, large = (figures[size][name] for size in sizes)
        cells = "".join(f"{cell['median']:>16.1f} / {cell['p95']:>6.1f}" for cell in (small, large))
        print(f"{name:28}{cells}{large['median'] / small['median']:>9.1f}")


if __name__ == "__main__":
    main()
