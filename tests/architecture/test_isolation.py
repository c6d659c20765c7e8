"""Every table of every service stands behind row-level security, forced, and belongs to nobody who works."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from infra.run.migrate import histories
from services.runtime.db.roles import owner_url

# Tables that hold no client's rows, and why.
WITHOUT_CLIENT = {
    "alembic_version": "where the migrations stand",
}
# People of the agency are no client's rows; which clients they serve (`user_client`) is protected.
WEB_WITHOUT_CLIENT = {"web.user", "web.session", "web.invitation", "web.sign_in_attempt"}


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(owner_url(database_url))
    async with engine.connect() as opened:
        yield opened
    await engine.dispose()


async def rows(connection: AsyncConnection, statement: str) -> list[tuple[object, ...]]:
    schemas = [history.service for history in histories()]
    return [tuple(row) for row in await connection.execute(text(statement), {"schemas": schemas})]


class TestCatalogue:
    async def test_every_table_of_a_service_has_forced_row_level_security(
        self, connection: AsyncConnection
    ) -> None:
        found = await rows(
            connection,
            "select n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity, exists (select from pg_policy p "
            "where p.polrelid = c.oid and p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null) "
            "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where c.relkind in ('r', 'p') and n.nspname = any (:schemas)",
        )
        assert len(found) > 30
        bare = {
            f"{schema}.{table}"
            for schema, table, enabled, forced, guarded in found
            if not (enabled and forced and guarded) and table not in WITHOUT_CLIENT
        }
        assert bare == WEB_WITHOUT_CLIENT

    async def test_every_policy_for_the_working_role_checks_reads_and_writes(
        self, connection: AsyncConnection
    ) -> None:
        found = await rows(
            connection,
            "select schemaname, tablename, qual is not null, with_check is not null from pg_policies "
            "where schemaname = any (:schemas) and policyname = 'by_client'",
        )
        assert len(found) > 30
        assert {(reads, writes) for _schema, _table, reads, writes in found} == {(True, True)}

    async def test_working_roles_cannot_step_round_it(self, connection: AsyncConnection) -> None:
        found = await rows(
            connection,
            "select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles "
            "where rolname in (select 'palabre_' || unnest(cast(:schemas as text[])))",
        )
        assert len(found) == len(histories())
        assert [role for role, *powers in found if any(powers)] == []

    async def test_no_function_of_an_owner_is_open_to_everybody(self, connection: AsyncConnection) -> None:
        found = await rows(
            connection,
            "select n.nspname, p.proname, has_function_privilege('public', p.oid, 'execute') "
            "or p.proconfig is null or not 'search_path=pg_catalog, pg_temp' = any (p.proconfig) "
            "from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
            "where n.nspname = any (:schemas) and p.prosecdef",
        )
        assert found
        assert [(schema, name) for schema, name, is_open in found if is_open] == []

    async def test_working_roles_own_nothing(self, connection: AsyncConnection) -> None:
        found = await rows(
            connection,
            "select c.relname from pg_class c join pg_roles r on r.oid = c.relowner "
            "join pg_namespace n on n.oid = c.relnamespace "
            "where r.rolname like 'palabre\\_%' and n.nspname = any (:schemas)",
        )
        assert found == []
