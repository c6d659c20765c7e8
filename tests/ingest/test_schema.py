"""The migrations and the models of ingest say the same, and row-level security stands on every table."""

from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from services.ingest.schema import HISTORY, IngestTable
from services.runtime.db.migrations import differences
from services.runtime.db.roles import owner_url
from tests.house import House

UNPROTECTED = text(
    "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    "where n.nspname = 'ingest' and c.relkind = 'r' and c.relname <> 'alembic_version' "
    "and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p "
    "where p.polrelid = c.oid and p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null))"
)
OPEN_FUNCTIONS = text(
    "select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
    "where n.nspname = 'ingest' and p.prosecdef and (has_function_privilege('public', p.oid, 'execute') "
    "or p.proconfig is null or not 'search_path=pg_catalog, pg_temp' = any (p.proconfig))"
)


@pytest.fixture
async def owner(house: House) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(owner_url(house.database_url))
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


def import_tables(service: Path) -> None:
    for models in sorted(service.glob("*/models.py")):
        import_module(f"services.ingest.{models.parent.name}.models")


class TestSchema:
    async def test_autogenerate_has_nothing_to_add(self, owner: AsyncConnection) -> None:
        import_tables(HISTORY.folder.parent)
        assert await owner.run_sync(differences, IngestTable.metadata, "ingest") == []

    async def test_every_table_forces_row_level_security_for_reads_and_writes(
        self, owner: AsyncConnection
    ) -> None:
        assert (await owner.scalars(UNPROTECTED)).all() == []

    async def test_no_function_of_the_owner_is_open_to_everybody(self, owner: AsyncConnection) -> None:
        assert (await owner.scalars(OPEN_FUNCTIONS)).all() == []
