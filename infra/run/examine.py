"""What `palabre doctor` looks at, in the order in which one thing needs another."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from infra.demo.stage.progress import Progress
from infra.engines.pair import EngineURLs
from infra.run.migrate import histories
from infra.run.operator import OperatorSettings
from infra.run.ports import HOST, noted
from infra.run.processes import SERVICE_PROCESSES, WEB, Process
from infra.run.reach import database_trouble, place, reason_of, redis_trouble
from infra.run.settings import RunSettings, read_settings
from services.contracts.topology import ISSUERS
from services.runtime.db.migrations import History, is_current
from services.runtime.db.roles import owner_url
from services.runtime.keyring import load_keyring
from services.runtime.settings import SettingsError

START = "start Palabre with `make run`"
LATE_SECONDS = 60.0


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `remedy` says what to do when it is not well."""

    subject: str
    is_well: bool
    words: str
    remedy: str = ""

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def examine() -> list[Finding]:
    """Look at everything; raises RunError when the settings themselves cannot be read."""
    settings = read_settings()

    async def look() -> list[Finding]:
        return [finding async for finding in findings(settings)]

    return asyncio.run(look())


async def findings(settings: RunSettings) -> AsyncIterator[Finding]:
    yield keys(settings)
    yield secret_key()
    urls = EngineURLs.load(settings.var) if settings.is_private else None
    if settings.is_private and urls is None:
        yield Finding("engines", False, f"no private engine runs in {settings.var}", START)
    else:
        urls = urls or EngineURLs(settings.database_url, settings.redis_url)
        async for finding in engines(urls, settings):
            yield finding
    async with httpx.AsyncClient(trust_env=False, timeout=3) as http:
        for process in (WEB, *SERVICE_PROCESSES):
            yield await service(http, process, settings)


def keys(settings: RunSettings) -> Finding:
    """Every issuer's key pair is there, and nobody else may read the private ones."""
    try:
        for issuer in ISSUERS:
            load_keyring(settings.keys, issuer)
    except SettingsError as error:
        return Finding("keys", False, str(error), "be the user who runs Palabre, or run `palabre migrate`")
    open_files = [path.name for path in settings.keys.iterdir() if is_open(path)]
    if open_files:
        names = " ".join(open_files)
        return Finding("keys", False, f"others may read {names}", f"chmod 600 in {settings.keys}: {names}")
    return Finding("keys", True, str(settings.keys))


def is_open(path: Path) -> bool:
    return not path.name.endswith(".public.pem") and bool(path.stat().st_mode & 0o077)


def secret_key() -> Finding:
    try:
        OperatorSettings().secret()
    except SettingsError as error:
        return Finding(
            "secret key", False, str(error), "bring PALABRE_SECRET_KEY or its file back from the backup"
        )
    return Finding("secret key", True, "32 bytes")


async def engines(urls: EngineURLs, settings: RunSettings) -> AsyncIterator[Finding]:
    where = place(urls.database_url)
    if trouble := await database_trouble(urls.database_url):
        remedy = START if settings.is_private else "check PALABRE_DATABASE_URL"
        yield Finding("PostgreSQL", False, f"{where}: {trouble}", remedy)
    else:
        yield Finding("PostgreSQL", True, where)
        yield await migrations(urls.database_url)
    where = place(urls.redis_url)
    if trouble := redis_trouble(urls.redis_url):
        remedy = START if settings.is_private else "check PALABRE_REDIS_URL"
        yield Finding("Redis", False, f"{where}: {trouble}", remedy)
    else:
        yield Finding("Redis", True, where)


async def migrations(database_url: str) -> Finding:
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(owner_url(database_url))
    behind: list[History] = []
    try:
        for history in histories():
            async with engine.connect() as connection:
                if not await is_current(connection, history):
                    behind.append(history)
    finally:
        await engine.dispose()
    if behind:
        names = ", ".join(history.service for history in behind)
        return Finding("migrations", False, f"behind: {names}", "run `palabre migrate`")
    return Finding("migrations", True, "newest")


async def service(http: httpx.AsyncClient, process: Process, settings: RunSettings) -> Finding:
    """A service's own word on its database, its queue and its timers."""
    port = settings.port_base + (process.port_offset or 0)
    try:
        answer = await http.get(f"http://{HOST}:{port}/readyz")
        body = answer.json()
        checks = body["checks"]
    except (httpx.HTTPError, ValueError, KeyError) as error:
        words = f"port {port} does not answer ({reason_of(error)})"
        base = noted(settings.var)
        if base in {"", str(settings.port_base)}:
            return Finding(process.name, False, words, START)
        words = f"{words}; Palabre was last started here on port base {base}"
        return Finding(process.name, False, words, f"set PALABRE_PORT_BASE={base} for this command too")
    reasons = [f"{name}: {check['reason']}" for name, check in checks.items() if not check["ok"]]
    if reasons:
        log = settings.var / "log" / process.log_name
        return Finding(process.name, False, "; ".join(reasons), f"mend that; the log is {log}")
    jobs = checks.get("redis", {}).get("jobs", 0)
    late = lateness(body.get("lag", {}))
    if late and (percent := played(settings)) is not None:
        return Finding(
            process.name, True, f"ready; works when the demo's month is over, which is at {percent} %"
        )
    if late:
        log = settings.var / "log" / f"{process.name}-worker.log"
        return Finding(
            process.name, False, f"{late}, {jobs} jobs wait", f"its worker does not keep up: look at {log}"
        )
    return Finding(process.name, True, f"ready, {jobs} jobs wait")


def played(settings: RunSettings) -> int | None:
    """How far the demo's month is while it keeps the workers waiting; None when it does not."""
    progress = Progress.read(settings.var) if settings.has_month else None
    return progress.percent if progress and not progress.is_over else None


def lateness(lag: Mapping[str, object]) -> str:
    """What a worker should have done by now, or nothing."""
    seconds = lag.get("oldest_timer_seconds", 0)
    if not isinstance(seconds, int | float) or seconds <= LATE_SECONDS:
        return ""
    return f"a timer is {seconds:.0f} s late"
