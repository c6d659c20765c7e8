"""Which processes Palabre consists of, as data."""

from dataclasses import dataclass, replace

from services.contracts.topology import PORT_OFFSETS, SERVICES

DEMO_PORT_OFFSET = 5


@dataclass(frozen=True)
class Process:
    """`target` is module:function. With a port it makes an ASGI application, without one it is a coroutine."""

    name: str
    target: str
    port_offset: int | None = None
    readiness: str = "/readyz"
    is_once: bool = False  # ends by itself, and speaks to the terminal rather than to a log
    after: str = ""  # the process that must have ended before this one begins

    @property
    def log_name(self) -> str:
        return f"{self.name.replace(' ', '-')}.log"


WEB = Process("web", "web.app:create_app", PORT_OFFSETS["web"])
SERVICE_PROCESSES = tuple(
    Process(service, f"services.{service}.app:create_app", PORT_OFFSETS[service]) for service in SERVICES
)
DEMO_SITE = Process("demo site", "infra.demo.app:create_app", DEMO_PORT_OFFSET, readiness="/healthz")
DEMO_MONTH = Process("demo month", "infra.demo.stage.main:main", is_once=True)
WORKERS = tuple(Process(f"{service} worker", f"services.{service}.worker:main") for service in SERVICES)
HERALD = Process("herald", "infra.run.herald:main", is_once=True)


def processes(*, has_demo: bool, has_month: bool = False) -> tuple[Process, ...]:
    """Workers go by the clock on the wall, so they begin when the month, which has one of its own, is over."""
    workers = tuple(replace(worker, after=DEMO_MONTH.name) for worker in WORKERS) if has_month else WORKERS
    site = (DEMO_SITE,) if has_demo else ()
    month = (DEMO_MONTH,) if has_month else ()
    return (*SERVICE_PROCESSES, WEB, *workers, *site, HERALD, *month)
