"""Connections: an engine for the working role, a small one for the bell."""

from typing import Any

from sqlalchemy import URL, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

CONNECT_SECONDS = 5
STATEMENT_MILLISECONDS = 30_000


def open_engine(url: URL, *, pool_size: int, application: str) -> AsyncEngine:
    """Return an engine whose pool lives in the event loop that first uses it.

    It opens no transaction by itself: units of work say themselves where theirs begins and ends.
    """
    engine = create_async_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=10,
        pool_pre_ping=False,
        pool_recycle=1800,
        # Errors are logged and kept as reasons, and the parameters of a statement are what people wrote.
        hide_parameters=True,
        connect_args={
            "timeout": CONNECT_SECONDS,
            "server_settings": {
                "application_name": application,
                "statement_timeout": str(STATEMENT_MILLISECONDS),
                "jit": "off",
            },
        },
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """Have the pool open another connection in place of one that the server has ended."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError
