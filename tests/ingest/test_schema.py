"""The migrations and the models of ingest say the same, and row-level security stands on every table."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from services.ingest.app import create_app
from services.ingest.schema import IngestTable
from services.ingest.settings import IngestSettings
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


class TestSchema:
    async def test_autogenerate_has_nothing_to_add(self, house: House) -> None:
        create_app(house.settings(IngestSettings))  # imports every room and with it every table
        engine = create_async_engine(owner_url(house.database_url))
        async with engine.connect() as connection:
            assert await connection.run_sync(differences, IngestTable.metadata, "ingest") == []
        await engine.dispose()

    async def test_every_table_forces_row_level_security_for_reads_and_writes(self, house: House) -> None:
        engine = create_async_engine(owner_url(house.database_url))
        async with engine.connect() as connection:
            assert (await connection.scalars(UNPROTECTED)).all() == []
        await engine.dispose()

    async def test_no_function_of_the_owner_is_open_to_everybody(self, house: House) -> None:
        engine = create_async_engine(owner_url(house.database_url))
        async with engine.connect() as connection:
            assert (await connection.scalars(OPEN_FUNCTIONS)).all() == []
        await engine.dispose()
