"""What a process holds while it runs, opened once and closed in reverse."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx
from redis.asyncio import Redis

from services.contracts.topology import ServiceName
from services.runtime.bell import Bell
from services.runtime.client import ServiceClient
from services.runtime.clock import Clock
from services.runtime.db.engines import open_engine
from services.runtime.db.roles import url_as, watching_role, working_role
from services.runtime.db.unit import Announcer, Database
from services.runtime.db.watch import Watch
from services.runtime.key_door import KeyDoor
from services.runtime.keyring import load_keyring
from services.runtime.queue import Queue, open_redis
from services.runtime.secrets import Vault
from services.runtime.settings import ServiceSettings, SettingsError
from services.runtime.tokens import Signer, Verifier


@dataclass(frozen=True, slots=True)
class Runtime:
    """The resources of one process of one service."""

    service: ServiceName
    settings: ServiceSettings
    clock: Clock
    database: Database
    watch: Watch
    redis: Redis
    queue: Queue
    services: ServiceClient
    signer: Signer
    verifier: Verifier
    vault: Vault
    key_door: KeyDoor


@asynccontextmanager
async def open_runtime(
    settings: ServiceSettings,
    *,
    clock: Clock | None = None,
    announcer: Announcer | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> AsyncIterator[Runtime]:
    """Open everything that a process of this service needs; nothing connects before it is used.

    Who runs several services in one process gives them one clock, says who is told of commits instead of the
    bells, and what carries their calls. Raises SettingsError, with a sentence for an operator, when a setting or
    key is missing.
    """
    if not settings.database_url or not settings.redis_url:
        raise SettingsError(
            "PALABRE_DATABASE_URL and PALABRE_REDIS_URL must be set; `palabre run` sets them."
        )
    service, secret = settings.service, settings.secret()
    keyring = load_keyring(settings.keys_folder, service)
    clock = clock or Clock(settings.clock_file)
    async with AsyncExitStack() as stack:
        redis = open_redis(settings.redis_url)
        stack.push_async_callback(redis.connection_pool.disconnect)
        queue = Queue(redis)
        if announcer is None:
            announcer = bell = Bell(service, queue, redis)
            stack.push_async_callback(bell.finish)
        database, watch = _open_databases(settings, secret, clock, announcer)
        stack.push_async_callback(database.dispose)
        stack.push_async_callback(watch.dispose)
        signer = Signer(keyring)
        services = await stack.enter_async_context(ServiceClient(settings, signer, transport=transport))
        yield Runtime(
            service=service,
            settings=settings,
            clock=clock,
            database=database,
            watch=watch,
            redis=redis,
            queue=queue,
            services=services,
            signer=signer,
            verifier=Verifier(keyring, service),
            vault=Vault(secret),
            key_door=KeyDoor(secret),
        )


def _open_databases(
    settings: ServiceSettings, secret: bytes, clock: Clock, announcer: Announcer
) -> tuple[Database, Watch]:
    """Return the database as the role that works, and as the one that only watches what is due."""
    service = settings.service
    working = url_as(settings.database_url, working_role(service, secret))
    watching = url_as(settings.database_url, watching_role(service, secret))
    engine = open_engine(working, pool_size=settings.pool_size, application=f"palabre {service}")
    watcher = open_engine(watching, pool_size=1, application=f"palabre {service} bell")
    return Database(engine, service, clock, announcer), Watch(watcher, service)
