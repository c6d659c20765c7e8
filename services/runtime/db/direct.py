"""Statements straight to the driver, for the few that every message passes.

On its way through SQLAlchemy such a statement costs this process more time than PostgreSQL spends on it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection


class Direct:
    """The driver's side of a connection; what it raises is what SQLAlchemy's side raises.

    Values are bound in their order, as $1, $2 and so on.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        assert connection.sync_connection is not None  # noqa: S101 only connections that were opened come here
        driver = connection.sync_connection.connection.driver_connection
        assert isinstance(driver, asyncpg.Connection)  # noqa: S101 the one driver of the house
        self._driver = driver

    async def run(self, script: str) -> str:
        """Run statements without values in one round trip, and return the tag of the last one."""
        with self._told():
            return await self._driver.execute(script)

    async def rows(self, statement: str, *values: object) -> list[asyncpg.Record]:
        with self._told():
            return await self._driver.fetch(statement, *values)

    async def row(self, statement: str, *values: object) -> asyncpg.Record | None:
        with self._told():
            return await self._driver.fetchrow(statement, *values)

    async def value(self, statement: str, *values: object) -> Any:
        with self._told():
            return await self._driver.fetchval(statement, *values)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Name no statement and no value in an error: values are what people wrote."""
        try:
            yield
        except asyncpg.InternalClientError as error:
            # The server's last words came between two statements; the driver trips over them, and then it is over.
            self._driver.terminate()
            raise _failure(error, is_lost=True) from error
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            raise _failure(error, is_lost=self._driver.is_closed()) from error


def _failure(error: Exception, *, is_lost: bool) -> DBAPIError:
    return DBAPIError(None, None, error, hide_parameters=True, connection_invalidated=is_lost)
