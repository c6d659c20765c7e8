"""The order of a start: folder, ports, engines, migrations, processes; each step undone when a later one fails."""

import asyncio
import contextlib
import ctypes
import os
import signal
from collections.abc import Iterator
from types import FrameType

from infra.demo.stage.progress import is_to_be_played
from infra.engines.folder import held
from infra.engines.pair import EngineURLs, PrivateEngines
from infra.run.errors import RunError
from infra.run.imports import import_all
from infra.run.migrate import migrate, statements
from infra.run.ports import HOST, bind_all, note
from infra.run.processes import DEMO_PORT_OFFSET, processes
from infra.run.progress import Progress
from infra.run.reach import check_engines, database_trouble
from infra.run.settings import RunSettings, read_settings
from infra.run.supervisor import Supervisor

PR_SET_PDEATHSIG = 1


class Ended(BaseException):
    """Somebody asked for the end during the start; not an Exception, so that nothing on the way swallows it."""


class Stop:
    """Turns SIGTERM and Ctrl-C into an exception while starting, and into a readable handle afterwards."""

    def __init__(self) -> None:
        self.handle, self._written = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self.is_starting = True
        signal.set_wakeup_fd(self._written, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked)

    def _asked(self, _number: int, _frame: FrameType | None) -> None:
        if self.is_starting:
            self.is_starting = False  # a second Ctrl-C must not break the undoing
            raise Ended


def run(*, with_parent: bool) -> None:
    """Run until SIGTERM or Ctrl-C; raises RunError or EngineError with a sentence, and nothing left behind.

    `with_parent` also ends it when the process that started it dies, as make does.
    """
    stop, progress = Stop(), Progress(say)
    if with_parent:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    with contextlib.suppress(Ended):
        settings = read_settings()
        with held(settings.var) as lock:
            has_month = settings.has_month and is_to_be_played(settings.var)
            table = processes(has_demo=settings.has_demo, has_month=has_month)
            listeners = bind_all(table, settings.port_base)
            progress.begin(
                "Starting PostgreSQL and Valkey" if settings.is_private else "Looking for the engines"
            )
            with contextlib.ExitStack() as closing, engines_for(settings) as engines:
                for listener in listeners.values():
                    closing.callback(listener.close)
                note(settings.var, settings.port_base)
                progress.begin("Bringing the database's schemas up to date")
                prepare(settings, engines)
                progress.begin("Reading the program")
                import_all(table)
                progress.begin("Starting services, workers and workplace")
                watch(
                    Supervisor(
                        table, listeners, engines=engines, lock=lock, logs=settings.var / "log", say=say
                    ),
                    stop,
                )


@contextlib.contextmanager
def engines_for(settings: RunSettings) -> Iterator[PrivateEngines | None]:
    """Private engines, or None when the settings name some."""
    if not settings.is_private:
        yield None
        return
    engines = PrivateEngines(settings.var)
    engines.start()
    try:
        yield engines
    finally:
        engines.stop()


def migrate_only() -> None:
    """Migrate the database of the settings, or that of a Palabre that runs, or an engine's started for it."""
    settings = read_settings()
    running = EngineURLs.load(settings.var) if settings.is_private else None
    if running is not None and not asyncio.run(database_trouble(running.database_url)):
        migrate_at(settings, running.database_url)
        return
    with held(settings.var), engines_for(settings) as engines:
        migrate_at(settings, engines.urls.database_url if engines else settings.database_url)


def statements_for_dba() -> str:
    """What the owner in PALABRE_DATABASE_URL must be given before it can migrate."""
    settings = read_settings()
    if settings.is_private:
        raise RunError(
            "The private engine needs no DBA; set PALABRE_DATABASE_URL to ask about a database of yours."
        )
    return statements(settings.database_url)


def prepare(settings: RunSettings, engines: PrivateEngines | None) -> None:
    """Everything that the processes find when they begin: engines that answer, keys, schemas, environment."""
    if engines is None:
        check_engines(settings.database_url, settings.redis_url)
    os.environ |= environment(settings, engines)
    migrate_at(settings, os.environ["PALABRE_DATABASE_URL"])


def migrate_at(settings: RunSettings, database_url: str) -> None:
    from infra.run.operator import OperatorSettings
    from services.runtime.keyring import create_keys

    create_keys(settings.keys)
    migrate(database_url, OperatorSettings(var=settings.var).secret())


def environment(settings: RunSettings, engines: PrivateEngines | None) -> dict[str, str]:
    """What the children read: the settings as given, with the answers that the runner found."""
    allowed = [settings.allowed_private] if settings.allowed_private else []
    if settings.has_demo:
        allowed.append(f"{HOST}:{settings.port_base + DEMO_PORT_OFFSET}")
    return {
        "PALABRE_VAR": str(settings.var),
        "PALABRE_PORT_BASE": str(settings.port_base),
        "PALABRE_DEMO": "site" if settings.demo == "site" else str(int(settings.has_demo)),
        "PALABRE_DATABASE_URL": engines.urls.database_url if engines else settings.database_url,
        "PALABRE_REDIS_URL": engines.urls.redis_url if engines else settings.redis_url,
        "PALABRE_ALLOWED_PRIVATE": ",".join(allowed),
    }


def watch(supervisor: Supervisor, stop: Stop) -> None:
    try:
        supervisor.start()
        stop.is_starting = False
        supervisor.watch(stop.handle)
    finally:
        stop.is_starting = False
        supervisor.stop()


def say(sentence: str) -> None:
    print(sentence, flush=True)
