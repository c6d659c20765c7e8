"""An installation of the first facts is brought to today's: its figures are those of the logs, counted once."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from infra.engines.pair import EngineURLs
from infra.engines.psql import execute
from infra.run.migrate import histories
from infra.run.operator import OperatorSettings
from services.runtime.db.migrations import History, upgrade
from services.runtime.db.roles import url_as, working_role
from tests.house import House
from tests.reporting.conftest import FOLLOWERS, Floor
from tests.reporting.metrics.recount import Recount
from tests.reporting.metrics.test_recount import MONTHS, Month, assert_equal

[NEWEST] = [history for history in histories() if history.service == "reporting"]
ZONE, SINCE, UNTIL = MONTHS[0]
FACT = """
    insert into reporting.fact (client_id, kind, subject_id, at, day, conversation_id, response_seconds)
    values ($1, 'received', $2, $3, $4, null, null)
"""
CURSOR = "insert into reporting.cursor (client_id, source, seq, attempts) values ($1, $2, $3, 0)"
KEPT = "select (select count(*) from reporting.cursor), to_regclass('reporting.fact') is not null"


@pytest.fixture
def first(tmp_path: Path) -> History:
    """Reporting's history as it was before figures were tallied."""
    folder = shutil.copytree(NEWEST.folder, tmp_path / "migrations")
    for version in (folder / "versions").glob("*.py"):
        if version.name[:4] not in {"0001", "0002"}:
            version.unlink()
    return History("reporting", folder)


@pytest.fixture
def house(
    engine_urls: EngineURLs, var: Path, redis_url: str, tmp_path: Path, worker_number: int, first: History
) -> Iterator[House]:
    """On a database of its own, where only the first facts are known."""
    owner, name = engine_urls.database_url.rpartition("/")[0], f"first_facts_{worker_number}"
    execute(f"{owner}/postgres", f'drop database if exists "{name}" with (force)')
    execute(f"{owner}/postgres", f'create database "{name}"')
    try:
        asyncio.run(upgrade(f"{owner}/{name}", [first], secret_of(var)))
        yield House(var, f"{owner}/{name}", redis_url, tmp_path / "clock")
    finally:
        execute(f"{owner}/postgres", f'drop database "{name}" with (force)')


def secret_of(var: Path) -> bytes:
    return OperatorSettings(var=var).secret()


async def ask(house: House, client: UUID, query: str, rows: list[tuple[object, ...]]) -> list[asyncpg.Record]:
    """Run a statement for each row, or once without any, as reporting does for this client."""
    url = url_as(house.database_url, working_role("reporting", secret_of(house.var)))
    connection = await asyncpg.connect(url.render_as_string(hide_password=False).replace("+asyncpg", ""))
    try:
        await connection.execute(f"set palabre.clients = '{client}'")
        if rows:
            await connection.executemany(query, rows)
            return []
        return list(await connection.fetch(query))
    finally:
        await connection.close()


async def take_in_as_then(house: House, month: Month) -> None:
    """What was received, as the first version noted it, and how far it had read everybody's log."""
    facts: list[tuple[object, ...]] = [
        (month.client, item.id, item.received_at, item.received_at.date()) for item in month.items
    ]
    cursors: list[tuple[object, ...]] = [
        (month.client, source, len(month.world.logs.get((source, month.client), []))) for source in FOLLOWERS
    ]
    await ask(house, month.client, FACT, facts)
    await ask(house, month.client, CURSOR, cursors)


class TestFirstFacts:
    async def test_figures_are_counted_anew_from_the_logs(
        self, floor: Floor, house: House, bank: UUID
    ) -> None:
        floor.others.world.zones[bank] = ZONE
        month = Month(floor.others.world, bank, Random(20), SINCE, UNTIL)
        for _ in range(150):
            month.happen()
        await take_in_as_then(house, month)
        assert [tuple(row) for row in await ask(house, bank, KEPT, [])] == [(len(FOLLOWERS), True)]

        await upgrade(house.database_url, [NEWEST], secret_of(house.var))
        assert [tuple(row) for row in await ask(house, bank, KEPT, [])] == [(0, False)]
        await floor.follow(bank)
        recount = Recount(floor.others.world, bank, ZoneInfo(ZONE))
        assert recount.figures(SINCE, UNTIL - timedelta(days=1), None)["items_received"]
        for by in ("day", "month"):
            await assert_equal(floor, recount, SINCE, UNTIL, by)
