"""Joins that stay linear whatever PostgreSQL believes of a client's rows.

Before statistics are gathered it takes a client for a few rows and compares each with each: of 100,000 messages that
took longer than the thirty seconds that a statement may; hashed it takes 0.3 s, with statistics and without.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_HASHED = text("select set_config('enable_nestloop', 'off', true)")
_AS_USUAL = text("select set_config('enable_nestloop', 'on', true)")


@asynccontextmanager
async def hashed(session: AsyncSession) -> AsyncIterator[None]:
    await session.execute(_HASHED)
    yield
    await session.execute(_AS_USUAL)
