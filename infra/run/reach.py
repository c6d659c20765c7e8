"""Whether engines of yours can be reached, found out before anything starts and said in a sentence."""

import asyncio
from urllib.parse import urlsplit

from infra.run.errors import RunError

REACH_SECONDS = 5


def check_engines(database_url: str, redis_url: str) -> None:
    """Raises RunError that names the engine, its place without the password, and the setting."""
    if reason := asyncio.run(database_trouble(database_url)):
        raise RunError(
            f"PostgreSQL at {place(database_url)} cannot be used ({reason}): check PALABRE_DATABASE_URL."
        )
    if reason := redis_trouble(redis_url):
        raise RunError(f"Redis at {place(redis_url)} cannot be used ({reason}): check PALABRE_REDIS_URL.")


async def database_trouble(url: str) -> str:
    """Why the database cannot be used, or nothing."""
    import asyncpg

    try:
        connection = await asyncpg.connect(url, timeout=REACH_SECONDS)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return reason_of(error)
    await connection.close()
    return ""


def redis_trouble(url: str) -> str:
    """Why the server of the Redis protocol cannot be used, or nothing."""
    import redis

    try:
        with redis.Redis.from_url(
            url, socket_timeout=REACH_SECONDS, socket_connect_timeout=REACH_SECONDS
        ) as it:
            it.ping()
    except (redis.RedisError, ValueError) as error:
        return reason_of(error)
    return ""


def reason_of(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def place(url: str) -> str:
    """Host and port of a URL, for a sentence that others may read."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    except ValueError:
        return "an address that is no URL"
