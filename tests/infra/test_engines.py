"""The private engines keep what they were given, hold their folder alone, and end with their starter."""

from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from infra.engines.pair import private_engines


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """A data folder below one that nobody else may enter."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    yield private / "var"
    assert private.stat().st_mode & 0o777 == 0o700


class TestStart:
    async def test_database_speaks_french(self, var: Path) -> None:
        with private_engines(var) as engines:
            connection = await asyncpg.connect(engines.urls.database_url)
            await connection.execute("create extension pg_trgm; create extension unaccent")
            words = await connection.fetchval(
                "select to_tsvector('french', unaccent('ÉLÈVES à l''École'))::text"
            )
            await connection.close()
        assert words == "'a':2 'ecol':4 'elev':1"
