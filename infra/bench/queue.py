"""The queue's page at two sizes a hundred-fold apart: how long a page takes, and whether growth is felt.

Run by hand: `python -m infra.bench.queue --conversations 1000000`. It starts engines of its own in a new folder, fills
the tables by generated rows, asks as the working role under row-level security, and removes everything.
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
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import create_async_engine

from infra.engines.pair import private_engines
from infra.run.migrate import migrate
from infra.run.operator import OperatorSettings
from services.contracts.triage import CountsQuery, QueueQuery
from services.runtime.context import Runtime, open_runtime
from services.runtime.db.roles import owner_url
from services.runtime.db.unit import Unit
from services.runtime.keyring import create_keys
from services.triage.queue.service import count_queue, list_queue
from services.triage.settings import TriageSettings

CLIENTS = [UUID(int=number + 1) for number in range(50)]
ROUNDS = 40
PAGE = 50

# One message a conversation; two networks, two labels of which one is rare, priorities as the scorer spreads them.
_FILL = (
    "create temporary table made as select "
    "(lpad(to_hex(n % :clients + 1), 32, '0'))::uuid as client_id, gen_random_uuid() as id, "
    "gen_random_uuid() as item_id, case when n % 3 = 0 then 'email' else 'sandbox' end as network, "
    "(array[0, 0, 30, 40, 55])[1 + n % 5] as priority, "
    "now() - n * interval '1 second' as at, case when n % 997 = 0 then array['rare', 'question'] "
    "when n % 5 = 2 then array['question'] else array[]::text[] end as labels "
    "from generate_series(1, :rows) as n",
    "insert into triage.item (client_id, id, account_id, network, external_id, kind, text, author_id, "
    "author_name, created_at, received_at, version, is_ours, root, conversation_id, state, is_approved, "
    "is_closed) select client_id, item_id, client_id, network, item_id::text, 'comment', "
    "repeat('Bonjour à tous. ', 12), 'marc', 'Marc', at, at, 1, false, item_id::text, id, 'visible', false, "
    "false from made",
    "insert into triage.assessment (client_id, item_id, version, priority, found, body) "
    "select client_id, item_id, 1, priority, labels, "
    '\'{"reasons": [{"code": "question", "points": 30}], "spans": []}\' from made',
    "insert into triage.conversation (client_id, id, account_id, network, status, place, priority, "
    "waited_points, waited_hours, item_id, waiting_since, last_item_at, waiting_count, item_count, labels) "
    "select client_id, id, client_id, network, 'open', "
    "(100 - priority)::bigint * 17592186044416 + (extract(epoch from at) * 1000)::bigint, "
    "priority, 0, 0, item_id, at, at, 1, 1, labels from made",
    "insert into triage.conversation_label (client_id, conversation_id, label, status, network, place) "
    "select c.client_id, c.id, label, c.status, c.network, c.place "
    "from triage.conversation c, unnest(c.labels) as label",
    "insert into triage.queue_count (client_id, network, label, open_count) "
    "select client_id, network, '', count(*) from triage.conversation group by client_id, network",
    "vacuum analyze",
)
_TABLES = ("item", "assessment", "conversation", "conversation_label", "queue_count")


async def fill(database_url: str, rows: int) -> None:
    """Replace the tables' content by that many open conversations, as the owner."""
    engine = create_async_engine(owner_url(database_url), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for table in _TABLES:
            # The owner, too, stands behind row-level security; for the time of filling it does not.
            await connection.exec_driver_sql(f"alter table triage.{table} no force row level security")
            await connection.exec_driver_sql(f"truncate triage.{table} cascade")
        for statement in _FILL:
            # Bind parameters have no type in a statement that defines a table, so the two numbers are written in.
            filled = statement.replace(":clients", str(len(CLIENTS))).replace(":rows", str(rows))
            await connection.exec_driver_sql(filled)
        await connection.exec_driver_sql("drop table made")
        for table in _TABLES:
            await connection.exec_driver_sql(f"alter table triage.{table} force row level security")
    await engine.dispose()


def questions() -> dict[str, Callable[[Unit], Awaitable[object]]]:
    def page(**query: object) -> Callable[[Unit], Awaitable[object]]:
        return lambda unit: list_queue(unit, QueueQuery(limit=PAGE, **query))

    async def second(unit: Unit) -> object:
        first = await list_queue(unit, QueueQuery(limit=PAGE))
        return await list_queue(unit, QueueQuery(limit=PAGE, cursor=first.next))

    return {
        "first page, all clients": page(),
        "first and second page": second,
        "one client": page(client=CLIENTS[7]),
        "network": page(network="email"),
        "label": page(label="question"),
        "rare label": page(label="rare"),
        "rare label and network": page(label="rare", network="email"),
        "counts": lambda unit: count_queue(unit, CountsQuery()),
    }


async def measure(runtime: Runtime) -> dict[str, dict[str, float]]:
    """Median and 95th percentile in milliseconds, each in a unit of its own as a request has it."""
    return {name: await _time(runtime, ask) for name, ask in questions().items()}


async def _time(runtime: Runtime, ask: Callable[[Unit], Awaitable[object]]) -> dict[str, float]:
    taken = []
    for _ in range(1 + ROUNDS):
        started = time.perf_counter()
        async with runtime.database.unit(CLIENTS, actor="bench") as unit:
            await ask(unit)
        taken.append((time.perf_counter() - started) * 1000)
    del taken[0]  # The first reads from disk what the others find in memory.
    return {"median": statistics.median(taken), "p95": statistics.quantiles(taken, n=20)[-1]}


async def run(
    var: Path, database_url: str, redis_url: str, sizes: Sequence[int]
) -> dict[int, dict[str, dict[str, float]]]:
    settings = TriageSettings(var=var, database_url=database_url, redis_url=redis_url)
    figures = {}
    async with open_runtime(settings) as runtime:
        for size in sizes:
            await fill(database_url, size)
            figures[size] = await measure(runtime)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=100_000)
    rows: int = parser.parse_args().conversations
    with (
        tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder,
        private_engines(Path(folder), durable=False) as engines,
    ):
        create_keys(Path(folder) / "keys")
        migrate(engines.urls.database_url, OperatorSettings(var=Path(folder)).secret())
        sizes = (rows // 100, rows)
        figures = asyncio.run(run(Path(folder), engines.urls.database_url, engines.urls.redis_url, sizes))
    machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version()}
    print(json.dumps({"machine": machine, "rounds": ROUNDS, "page": PAGE}))
    print(f"{'milliseconds':28}" + "".join(f"{size:>12,} median / p95" for size in sizes) + "   growth")
    for name in questions():
        small, large = (figures[size][name] for size in sizes)
        cells = "".join(f"{cell['median']:>16.1f} / {cell['p95']:>6.1f}" for cell in (small, large))
        print(f"{name:28}{cells}{large['median'] / small['median']:>9.1f}")


if __name__ == "__main__":
    main()
