"""Reporting's schema: what the migrations make is what the models say, and every row belongs to a client."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from services.runtime.db.migrations import differences
from services.runtime.db.roles import owner_url
from tests.architecture.houses import APPLICATIONS

# The catalogue's own words: r is a table, and a policy's command * is ALL.
CATALOGUE = """
select c.relname,
       c.relrowsecurity and c.relforcerowsecurity as is_forced,
       c.relowner <> (select oid from pg_roles where rolname = 'palabre_reporting') as is_owned_by_another,
       exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polqual is not null
               and p.polwithcheck is not null) as is_guarded
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'reporting' and c.relkind = 'r' and c.relname <> 'alembic_version'
"""


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(owner_url(database_url))
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


class TestSchema:
    async def test_autogenerate_has_nothing_to_add(self, owner: AsyncConnection) -> None:
        assert await owner.run_sync(differences, APPLICATIONS["reporting"].metadata, "reporting") == []

    async def test_every_table_is_guarded_by_client(self, owner: AsyncConnection) -> None:
        tables = {row.relname: tuple(row)[1:] for row in await owner.execute(text(CATALOGUE))}
        assert {"message", "tally", "reply", "event", "timer"} <= set(tables)
        assert {name: found for name, found in tables.items() if found != (True, True, True)} == {}

    async def test_the_working_role_cannot_step_round_it(self, owner: AsyncConnection) -> None:
        found = await owner.execute(
            text(
                "select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'palabre_reporting'"
            )
        )
        assert tuple(found.one()) == (False, False, False)
