"""The search at size: it uses its index, and stays within the clients of whoever asks."""

from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from services.runtime.db.isolation import SETTING
from services.runtime.db.roles import owner_url
from tests.reply.conftest import Agency

ROWS = 8_000
# Every row has words of its own; one in four hundred speaks of a mortgage.
FILL = text(
    "insert into reply.article (client_id, id, title, body, updated_at, updated_by) "
    "select :client, gen_random_uuid(), 'Article ' || n, "
    "'Mot' || n || ' et chose' || n % 97 || case when n % 400 = 0 then ' hypothèque' else '' end, now(), 'test' "
    "from generate_series(1, :rows) n"
)
SEARCH = text(
    "select count(*) from reply.search_articles("
    "cast(:client as uuid), websearch_to_tsquery('reply.french_unaccent', 'hypotheque'), null, null, 100000)"
)


@pytest.fixture
async def filled(floor: Agency, bank: UUID, newspaper: UUID) -> None:
    for client, rows in ((bank, ROWS), (newspaper, ROWS // 4)):
        async with floor.runtime.database.unit([client], actor="test") as unit:
            await unit.session.execute(FILL, {"client": client, "rows": rows})


@pytest.fixture
async def owner(database_url: str) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    dsn = owner_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn)
    yield connection
    await connection.close()


@pytest.mark.usefixtures("filled")
class TestSearchArticles:
    @pytest.mark.parametrize("mode", ["force_generic_plan", "force_custom_plan"])
    async def test_its_plan_uses_the_index(
        self, owner: "asyncpg.Connection[asyncpg.Record]", bank: UUID, mode: str
    ) -> None:
        body = await owner.fetchval("select prosrc from pg_proc where proname = 'search_articles'")
        await owner.execute("analyze reply.article")
        await owner.execute(f"set plan_cache_mode = {mode}")
        await owner.execute(f"set {SETTING} = '{bank}'")
        await owner.execute(f"prepare search (uuid, tsquery, real, uuid, integer) as {body}")
        plan = await owner.fetch(
            f"explain (analyze, costs off) execute search ('{bank}', 'hypothequ', null, null, 10)"
        )
        lines = "\n".join(row[0] for row in plan)
        assert "Bitmap Index Scan on ix_article_search" in lines, lines
        assert "Seq Scan" not in lines, lines

    async def test_it_finds_for_the_units_clients_only(
        self, floor: Agency, bank: UUID, newspaper: UUID
    ) -> None:
        async with floor.runtime.database.unit([bank], actor="test") as unit:
            own = await unit.session.scalar(SEARCH, {"client": bank})
            theirs = await unit.session.scalar(SEARCH, {"client": newspaper})
        async with floor.runtime.database.unit([], actor="test") as unit:
            nobodys = await unit.session.scalar(SEARCH, {"client": bank})
        assert (own, theirs, nobodys) == (ROWS // 400, 0, 0)
