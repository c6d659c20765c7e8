"""The schema of web as its migrations leave it."""

from sqlalchemy.ext.asyncio import create_async_engine

from services.runtime.db.migrations import differences
from services.runtime.db.roles import owner_url
from web.identity import models
from web.schema import WebTable


async def test_autogenerate_finds_nothing_to_change(database_url: str) -> None:
    assert models.User.metadata is WebTable.metadata
    engine = create_async_engine(owner_url(database_url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences, WebTable.metadata, "web") == []
    await engine.dispose()
