"""Migrations and models say the same, twice is harmless, and a schema that is behind is not served."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from infra.engines.pair import EngineURLs
from infra.engines.psql import execute
from infra.run.migrate import histories
from services.contracts.topology import ServiceName
from services.runtime.db.migrations import differences, upgrade
from services.runtime.db.roles import owner_url
from tests import engines
from tests.architecture.houses import APPLICATIONS
from tests.house import House, opened

# What a migration that runs again could change: policies, rights and where the histories stand.
CATALOGUE = (
    "select tablename::text, policyname::text, coalesce(qual, ''), coalesce(with_check, '') from pg_policies",
    "select oid::regclass::text, relacl::text, relrowsecurity::text, relforcerowsecurity::text from pg_class "
    "where relnamespace::regnamespace::text = any (:schemas)",
    "select rolname::text, rolsuper::text, rolbypassrls::text, rolcanlogin::text from pg_roles",
)

BEHIND = "update :schema.alembic_version set version_num = '0000'"


@pytest.fixture
def scratch_url(engine_urls: EngineURLs, worker_number: int) -> Iterator[str]:
    """The owner's URL of a migrated database that this test may spoil."""
    with engines.cloned_database(engine_urls, f"test_{worker_number}_scratch") as url:
        yield url


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(owner_url(url))
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


async def catalogue(url: str) -> list[set[tuple[object, ...]]]:
    schemas = {"schemas": list(APPLICATIONS)}
    async with connected(url) as connection:
        return [
            {tuple(row) for row in await connection.execute(text(one), schemas if ":schemas" in one else {})}
            for one in CATALOGUE
        ]


@pytest.mark.parametrize("service", APPLICATIONS)
class TestSchema:
    async def test_autogenerate_has_nothing_to_add(self, service: ServiceName, database_url: str) -> None:
        metadata = APPLICATIONS[service].metadata
        async with connected(database_url) as connection:
            assert await connection.run_sync(differences, metadata, service) == []

    async def test_at_its_newest_it_is_ready(self, service: ServiceName, house: House) -> None:
        async with opened(APPLICATIONS[service].open_in(house)) as (http, _runtime):
            answer = await http.get("/readyz")
        assert (answer.status_code, answer.json()["checks"]["database"]["ok"]) == (200, True), answer.text

    async def test_behind_it_is_not_ready_and_says_what_to_do(
        self, service: ServiceName, house: House, scratch_url: str
    ) -> None:
        execute(scratch_url, BEHIND, schema=service)
        app = APPLICATIONS[service].open_in(house, database_url=scratch_url)
        async with opened(app) as (http, _runtime):
            answer = await http.get("/readyz")
        database = answer.json()["checks"]["database"]
        assert (answer.status_code, database["ok"]) == (503, False)
        assert "palabre migrate" in database["reason"]

    async def test_without_its_schema_it_is_not_ready(
        self, service: ServiceName, house: House, scratch_url: str
    ) -> None:
        execute(scratch_url, "drop schema :schema cascade", schema=service)
        app = APPLICATIONS[service].open_in(house, database_url=scratch_url)
        async with opened(app) as (http, _runtime):
            answer = await http.get("/readyz")
        assert answer.status_code == 503
        assert "palabre migrate" in answer.json()["checks"]["database"]["reason"]


class TestUpgrade:
    async def test_twice_changes_nothing(self, scratch_url: str) -> None:
        before = await catalogue(scratch_url)
        assert len(before[0]) > 30
        secret = engines.keys_of(Path(os.environ[engines.FOLDER])).secret()
        await upgrade(scratch_url, histories(), secret)
        assert await catalogue(scratch_url) == before

    def test_every_application_has_a_history(self) -> None:
        assert [history.service for history in histories()] == list(APPLICATIONS)
