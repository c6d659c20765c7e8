"""Questions to a service at two sizes a hundred-fold apart: how long each takes, and whether growth is felt.

Engines of their own in a new folder are filled by generated rows; each question is asked as the working role under
row-level security, in a unit of its own as a request has it.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import create_async_engine

from infra.bench.figures import Figure
from infra.engines.pair import EngineURLs, private_engines
from infra.run.child import collect_rarely
from infra.run.migrate import migrate
from infra.run.operator import OperatorSettings
from services.runtime.context import Runtime, open_runtime
from services.runtime.db.roles import owner_url
from services.runtime.db.unit import Unit
from services.runtime.keyring import create_keys
from services.runtime.settings import ServiceSettings

Question = Callable[[Unit], Awaitable[object]]
RATIO = 100
ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Times:
    """Of one question at one size, in milliseconds."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Growth:
    """`filling` gives the statements that put so many rows into the tables, by way of one named `made`.

    `goals` are milliseconds, for the 95th percentile at the larger size.
    """

    subject: str
    settings: type[ServiceSettings]
    clients: Sequence[UUID]
    tables: Sequence[str]
    filling: Callable[[int], Iterable[str]]
    questions: Mapping[str, Question]
    goals: Mapping[str, float]

    def figures(self, rows: int) -> Iterator[Figure]:
        small, large = self._run((rows // RATIO, rows))
        for name in self.questions:
            was, now, goal = small[name], large[name], self.goals.get(name)
            yield Figure(
                f"{self.subject} of {rows:,}: {name}, p95",
                round(now.p95, 1),
                "ms",
                goal=f"< {goal:g} ms" if goal else "",
                is_met=now.p95 < goal if goal else None,
                beside=f"median {now.median:.1f} ms, {now.median / was.median:.1f} times that of {rows // RATIO:,}; "
                f"{ROUNDS} rounds",
            )

    def _run(self, sizes: Sequence[int]) -> list[dict[str, Times]]:
        with (
            tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder,
            private_engines(Path(folder), durable=False) as engines,
        ):
            create_keys(Path(folder) / "keys")
            migrate(engines.urls.database_url, OperatorSettings(var=Path(folder)).secret())
            return asyncio.run(self._measure(Path(folder), engines.urls, sizes))

    async def _measure(self, var: Path, urls: EngineURLs, sizes: Sequence[int]) -> list[dict[str, Times]]:
        settings = self.settings(var=var, database_url=urls.database_url, redis_url=urls.redis_url)
        measured = []
        async with open_runtime(settings) as runtime:
            for size in sizes:
                await self._fill(urls.database_url, settings.service, size)
                measured.append(
                    {name: await self._time(runtime, ask) for name, ask in self.questions.items()}
                )
        return measured

    async def _fill(self, database_url: str, schema: str, rows: int) -> None:
        """Replace the tables' content, as the owner, who stands behind row-level security but for this time."""
        engine = create_async_engine(owner_url(database_url), isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            for table in self.tables:
                await connection.exec_driver_sql(f"alter table {schema}.{table} no force row level security")
                await connection.exec_driver_sql(f"truncate {schema}.{table} cascade")
            for statement in (*self.filling(rows), "drop table made", "vacuum analyze"):
                await connection.exec_driver_sql(statement)
            for table in self.tables:
                await connection.exec_driver_sql(f"alter table {schema}.{table} force row level security")
        await engine.dispose()

    async def _time(self, runtime: Runtime, ask: Question) -> Times:
        """As in the product's processes: what stands when they begin is not looked through for garbage again."""
        collect_rarely()
        taken = []
        for _ in range(1 + ROUNDS):
            started = time.perf_counter()
            async with runtime.database.unit(self.clients, actor="bench") as unit:
                await ask(unit)
            taken.append((time.perf_counter() - started) * 1000)
        del taken[0]  # The first reads from disk what the others find in memory.
        return Times(statistics.median(taken), statistics.quantiles(taken, n=20)[-1])
